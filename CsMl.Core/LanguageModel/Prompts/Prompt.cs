using CsMl.Core.LanguageModel.Client;
using CsMl.Core.Privacy;

namespace CsMl.Core.LanguageModel.Prompts;

/// <summary>The prompt for one account.</summary>
/// <param name="Version">Version of the wording, stored with the prediction.</param>
/// <param name="System">The same text for every account, so that servers can cache it.</param>
/// <param name="User">The account's facts, which are never instructions.</param>
/// <param name="Names">Restores the names that were replaced in the facts.</param>
internal sealed record Prompt(string Version, string System, string User, ReplyShape Shape, Pseudonyms Names);
