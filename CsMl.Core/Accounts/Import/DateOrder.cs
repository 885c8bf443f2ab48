using System.Text.Json.Serialization;

namespace CsMl.Core.Accounts.Import;

/// <summary>The order of day, month and year in dates such as 03/04/2026.</summary>
public enum DateOrder
{
    [JsonStringEnumMemberName("dmy")]
    DayFirst,

    [JsonStringEnumMemberName("mdy")]
    MonthFirst,

    [JsonStringEnumMemberName("ymd")]
    YearFirst,
}
