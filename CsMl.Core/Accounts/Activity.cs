namespace CsMl.Core.Accounts;

/// <summary>One contact with the account, such as MEETING, CALL or EMAIL.</summary>
/// <param name="Status">Null counts as completed.</param>
public readonly record struct Activity(
    string? Id,
    string Type,
    DateTimeOffset Date,
    ActivityStatus? Status,
    Sentiment? Sentiment,
    string? Subject
);
