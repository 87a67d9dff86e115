// What stacks of CloudFormation export for others.
#pragma once

#include <string>
#include <string_view>

#include "paths/package_words.h"
#include "paths/source_words.h"

namespace prereq {

inline constexpr std::string_view kExportOfStack = "cloudformation";

/// `Export: {Name: net-VpcId}` and `!ImportValue net-VpcId`, also with `!Sub` or `Fn::Sub` between.
/// Looks at most some hundred bytes back.
NamedWord ExportOfStack(std::string_view text, const SourceWord& word);

/// Such a name as it is compared: `*-VpcId` of `${AWS::StackName}-VpcId` and `${Network}-VpcId`.
std::string NameOfExport(std::string_view written);

}  // namespace prereq
