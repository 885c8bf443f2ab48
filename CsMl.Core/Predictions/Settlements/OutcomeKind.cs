using System.Text.Json.Serialization;

namespace CsMl.Core.Predictions.Settlements;

[JsonConverter(typeof(JsonStringEnumConverter<OutcomeKind>))]
public enum OutcomeKind
{
    [JsonStringEnumMemberName("CHURNED")]
    Churned,

    [JsonStringEnumMemberName("RENEWED")]
    Renewed,

    [JsonStringEnumMemberName("EXPANDED")]
    Expanded,

    [JsonStringEnumMemberName("CONTRACTED")]
    Contracted,
}
