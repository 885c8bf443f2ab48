using System.Text.Json.Serialization;

namespace CsMl.Core.Accounts.Import;

/// <summary>How the caller of an import settles what a file leaves open, so that messages name what the caller has.</summary>
public enum OptionStyle
{
    /// <summary>By options of a command: <c>--numbers de</c>.</summary>
    [JsonStringEnumMemberName("command")]
    Command,

    /// <summary>By parameters of a query: <c>numbers=de</c>.</summary>
    [JsonStringEnumMemberName("query")]
    Query,

    /// <summary>By the values themselves: the caller has no options.</summary>
    [JsonStringEnumMemberName("none")]
    None,
}
