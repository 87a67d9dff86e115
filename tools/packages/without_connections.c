/* What Debian's static libgit2 asks of libraries for connections: Kerberos, SSH and TLS. prereq opens no
 * connection. Kerberos has no static form; the other two would add 4 MB to the program, and each start
 * would read all certificates of the machine. */
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

/* libgit2 calls these when it starts and ends; 0 is success. */
#define NOTHING_TO_DO(name) \
  int name(void);           \
  int name(void) { return 0; }

/* libgit2 frees what the configuration points to, which it has just allocated: all of it is to be 0. */
void mbedtls_ssl_config_init(void* config);
void mbedtls_ssl_config_init(void* config) { memset(config, 0, malloc_usable_size(config)); }

/* 0 would say that no cipher is known, and libgit2 would start no further: without its map of packs, every
 * repository that was cloned would end the program. */
int mbedtls_ssl_get_ciphersuite_id(const char* name);
int mbedtls_ssl_get_ciphersuite_id(const char* name) { return name != 0; }

#define NEVER_CALLED(name) \
  void name(void);         \
  void name(void) { abort(); }

void* GSS_C_NT_HOSTBASED_SERVICE = 0;

NOTHING_TO_DO(libssh2_exit)
NOTHING_TO_DO(libssh2_init)
NOTHING_TO_DO(mbedtls_ctr_drbg_free)
NOTHING_TO_DO(mbedtls_ctr_drbg_init)
NOTHING_TO_DO(mbedtls_ctr_drbg_random)
NOTHING_TO_DO(mbedtls_ctr_drbg_seed)
NOTHING_TO_DO(mbedtls_entropy_free)
NOTHING_TO_DO(mbedtls_entropy_init)
NOTHING_TO_DO(mbedtls_ssl_conf_authmode)
NOTHING_TO_DO(mbedtls_ssl_conf_ca_chain)
NOTHING_TO_DO(mbedtls_ssl_conf_ciphersuites)
NOTHING_TO_DO(mbedtls_ssl_conf_min_version)
NOTHING_TO_DO(mbedtls_ssl_conf_rng)
NOTHING_TO_DO(mbedtls_ssl_config_defaults)
NOTHING_TO_DO(mbedtls_ssl_config_free)
NOTHING_TO_DO(mbedtls_x509_crt_free)
NOTHING_TO_DO(mbedtls_x509_crt_init)
NOTHING_TO_DO(mbedtls_x509_crt_parse_file)
NOTHING_TO_DO(mbedtls_x509_crt_parse_path)

NEVER_CALLED(gss_delete_sec_context)
NEVER_CALLED(gss_display_status)
NEVER_CALLED(gss_import_name)
NEVER_CALLED(gss_indicate_mechs)
NEVER_CALLED(gss_init_sec_context)
NEVER_CALLED(gss_release_buffer)
NEVER_CALLED(gss_release_name)
NEVER_CALLED(gss_release_oid_set)
NEVER_CALLED(libssh2_agent_connect)
NEVER_CALLED(libssh2_agent_disconnect)
NEVER_CALLED(libssh2_agent_free)
NEVER_CALLED(libssh2_agent_get_identity)
NEVER_CALLED(libssh2_agent_init)
NEVER_CALLED(libssh2_agent_list_identities)
NEVER_CALLED(libssh2_agent_userauth)
NEVER_CALLED(libssh2_channel_close)
NEVER_CALLED(libssh2_channel_free)
NEVER_CALLED(libssh2_channel_open_ex)
NEVER_CALLED(libssh2_channel_process_startup)
NEVER_CALLED(libssh2_channel_read_ex)
NEVER_CALLED(libssh2_channel_set_blocking)
NEVER_CALLED(libssh2_channel_write_ex)
NEVER_CALLED(libssh2_hostkey_hash)
NEVER_CALLED(libssh2_knownhost_checkp)
NEVER_CALLED(libssh2_knownhost_free)
NEVER_CALLED(libssh2_knownhost_init)
NEVER_CALLED(libssh2_knownhost_readfile)
NEVER_CALLED(libssh2_session_abstract)
NEVER_CALLED(libssh2_session_disconnect_ex)
NEVER_CALLED(libssh2_session_free)
NEVER_CALLED(libssh2_session_handshake)
NEVER_CALLED(libssh2_session_hostkey)
NEVER_CALLED(libssh2_session_init_ex)
NEVER_CALLED(libssh2_session_last_error)
NEVER_CALLED(libssh2_session_method_pref)
NEVER_CALLED(libssh2_session_set_blocking)
NEVER_CALLED(libssh2_userauth_authenticated)
NEVER_CALLED(libssh2_userauth_keyboard_interactive_ex)
NEVER_CALLED(libssh2_userauth_list)
NEVER_CALLED(libssh2_userauth_password_ex)
NEVER_CALLED(libssh2_userauth_publickey)
NEVER_CALLED(libssh2_userauth_publickey_fromfile_ex)
NEVER_CALLED(libssh2_userauth_publickey_frommemory)
NEVER_CALLED(mbedtls_entropy_func)
NEVER_CALLED(mbedtls_ssl_close_notify)
NEVER_CALLED(mbedtls_ssl_free)
NEVER_CALLED(mbedtls_ssl_get_peer_cert)
NEVER_CALLED(mbedtls_ssl_get_verify_result)
NEVER_CALLED(mbedtls_ssl_handshake)
NEVER_CALLED(mbedtls_ssl_init)
NEVER_CALLED(mbedtls_ssl_read)
NEVER_CALLED(mbedtls_ssl_set_bio)
NEVER_CALLED(mbedtls_ssl_set_hostname)
NEVER_CALLED(mbedtls_ssl_setup)
NEVER_CALLED(mbedtls_ssl_write)
NEVER_CALLED(mbedtls_strerror)
NEVER_CALLED(mbedtls_x509_crt_verify_info)
