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

    /// <summary>
    /// Scores every account again because the scale changed. It changes no CTA, and what it finds is told to nobody.
    /// </summary>
    [JsonStringEnumMemberName("rescore")]
    Rescore,

    /// <summary>Reads the changes of the CRM, and scores no account.</summary>
    [JsonStringEnumMemberName("sync")]
    Sync,
}
