namespace CsMl.Tests.History;

/// <summary>A CTA as the app shows it.</summary>
/// <param name="Notes">Of each of its events, oldest first; null where an event has none.</param>
internal sealed record SeenCta(
    string Id,
    string AccountId,
    string Type,
    bool IsOpen,
    int Version,
    string PredictionId,
    IReadOnlyList<string?> Notes
);
