namespace CsMl.Core.Predictions.Types;

/// <summary>What a prompt says about one prediction type.</summary>
/// <param name="Version">Stored with every prediction; a new wording is a new version.</param>
/// <param name="Event">Defines the event, and names signs for and against it.</param>
internal sealed record PromptText(string Version, string Event);
