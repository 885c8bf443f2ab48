namespace CsMl.Tests.History;

/// <summary>A prediction as the app lists it.</summary>
/// <param name="Revision">Of the facts that it was made from, which their writer put into the account's name.</param>
internal sealed record SeenPrediction(
    string Id,
    string AccountId,
    string Type,
    string Status,
    int Revision,
    DateTimeOffset PredictedAt,
    double Probability,
    string? GeneratedCtaId
);
