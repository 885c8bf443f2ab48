using System.Text.Json.Serialization;
using CsMl.Core.Accounts.Vocabulary;

namespace CsMl.Core.Accounts;

/// <summary>One activity of an account, such as MEETING, CALL, EMAIL or NOTE.</summary>
/// <param name="Status">Null counts as completed.</param>
public readonly record struct Activity(
    string? Id,
    string Type,
    DateTimeOffset Date,
    ActivityStatus? Status,
    Sentiment? Sentiment,
    string? Subject
)
{
    /// <summary>True if it took place: completed, or without a status.</summary>
    [JsonIgnore]
    public bool IsHeld => Status is null or ActivityStatus.Completed;

    /// <summary>True if somebody of the account took part; notes and tasks of our own are no contact.</summary>
    [JsonIgnore]
    public bool IsContact => IsHeld && ActivityWords.Kind(Type) != ActivityKind.Own;
}
