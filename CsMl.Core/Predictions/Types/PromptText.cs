namespace CsMl.Core.Predictions.Types;

/// <summary>The part of a prompt that is specific to one prediction type.</summary>
/// <param name="Version">Stored with every prediction; every change of the wording needs a new version.</param>
/// <param name="Event">Defines the event and lists signs for and against it.</param>
internal sealed record PromptText(string Version, string Event);
