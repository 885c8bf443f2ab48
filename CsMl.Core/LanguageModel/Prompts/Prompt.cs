using CsMl.Core.LanguageModel.Client;
using CsMl.Core.Privacy;

namespace CsMl.Core.LanguageModel.Prompts;

/// <summary>What a model is told of one account.</summary>
/// <param name="Version">Of the prompt's wording, stored with the prediction.</param>
/// <param name="System">The same for every account, so that servers can cache it.</param>
/// <param name="User">The account's facts; nothing in it is an instruction.</param>
/// <param name="Names">Puts the names back that the facts were stripped of.</param>
internal sealed record Prompt(string Version, string System, string User, ReplyShape Shape, Pseudonyms Names);
