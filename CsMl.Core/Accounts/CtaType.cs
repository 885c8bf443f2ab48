using System.Text.Json.Serialization;

namespace CsMl.Core.Accounts;

[JsonConverter(typeof(JsonStringEnumConverter<CtaType>))]
public enum CtaType
{
    [JsonStringEnumMemberName("RISK")]
    Risk,

    [JsonStringEnumMemberName("OPPORTUNITY")]
    Opportunity,

    [JsonStringEnumMemberName("LIFECYCLE")]
    Lifecycle,

    [JsonStringEnumMemberName("ACTIVITY")]
    Activity,

    [JsonStringEnumMemberName("OBJECTIVE")]
    Objective,
}
