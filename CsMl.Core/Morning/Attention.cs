using System.Text.Json.Serialization;

namespace CsMl.Core.Morning;

/// <summary>
/// What an account at risk asks of its Customer Success Manager today. An account is at risk if its valid prediction of
/// churn is high or critical, or if it is under notice.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<Attention>))]
public enum Attention
{
    /// <summary>
    /// It needs somebody today: an open CTA is due by the end of the next working day (UTC), overdue or without a date; or
    /// nobody is on it, because it has no open CTA and none was completed within <c>Ctas:CooldownDays</c>.
    /// </summary>
    [JsonStringEnumMemberName("today")]
    Today,

    /// <summary>Its open CTAs are snoozed.</summary>
    [JsonStringEnumMemberName("waiting")]
    Waiting,

    /// <summary>Its open CTAs are due after the next working day.</summary>
    [JsonStringEnumMemberName("later")]
    Later,

    /// <summary>It has no open CTA, and one was completed within <c>Ctas:CooldownDays</c>.</summary>
    [JsonStringEnumMemberName("done")]
    Done,
}
