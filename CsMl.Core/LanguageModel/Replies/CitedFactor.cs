using CsMl.Core.Accounts;

namespace CsMl.Core.LanguageModel.Replies;

/// <param name="Evidence">
/// The rule whose finding it rests on, or <see cref="Texts"/>. Numbers, threshold and trend are the finding's, never
/// the model's.
/// </param>
internal sealed record CitedFactor(string Evidence, Degree Impact, string Description)
{
    /// <summary>What subjects and titles say, which may be read but moves no category by itself.</summary>
    public const string Texts = "Texts";
}
