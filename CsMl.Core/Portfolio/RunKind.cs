using System.Text.Json.Serialization;

namespace CsMl.Core.Portfolio;

[JsonConverter(typeof(JsonStringEnumConverter<RunKind>))]
public enum RunKind
{
    [JsonStringEnumMemberName("nightly")]
    Nightly,

    [JsonStringEnumMemberName("batch")]
    Batch,

    [JsonStringEnumMemberName("import")]
    Import,
}
