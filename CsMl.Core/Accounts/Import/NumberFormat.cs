using System.Text.Json.Serialization;

namespace CsMl.Core.Accounts.Import;

/// <summary>How a file writes its numbers.</summary>
public enum NumberFormat
{
    /// <summary>1,234.56</summary>
    [JsonStringEnumMemberName("en")]
    Point,

    /// <summary>1.234,56</summary>
    [JsonStringEnumMemberName("de")]
    Comma,
}
