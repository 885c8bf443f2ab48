using CsMl.Core.Accounts;

namespace CsMl.Core.LanguageModel.Replies;

/// <param name="Evidence">
/// The rule with the supporting finding, or <see cref="Texts"/>. Numbers, threshold and trend come from the finding and
/// never from the model.
/// </param>
internal sealed record CitedFactor(string Evidence, Degree Impact, string Description)
{
    /// <summary>Evidence from subjects and titles. It may be cited, but cannot change the category by itself.</summary>
    public const string Texts = "Texts";
}
