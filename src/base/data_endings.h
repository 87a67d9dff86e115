// Endings of files in which one script leaves data for others.
#pragma once

#include <string_view>

namespace prereq {

/// Lower case, without dots, between blanks.
inline constexpr std::string_view kDataEndings =
    "csv tsv parquet feather arrow rds rda rdata qs dta sav sas7bdat xlsx xls ods pkl pickle "
    "joblib npy npz mat h5 hdf5 hdf h5ad jld2 jld nc zarr gpkg shp geojson db sqlite sqlite3 "
    "duckdb jsonl ndjson pt pth onnx safetensors fif bam vcf fastq";

/// Whether `name` ends in a dot and one of them, in letters of either case.
bool HasDataEnding(std::string_view name);

}  // namespace prereq
