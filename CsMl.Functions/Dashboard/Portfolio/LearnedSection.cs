using CsMl.Core.Learning;
using CsMl.Core.Requests;

namespace CsMl.Functions.Dashboard.Portfolio;

/// <summary>What the tenant's outcomes taught, version by version; nothing if nothing was learned from yet.</summary>
internal static class LearnedSection
{
    private const int MostVersions = 10;

    /// <param name="inUse">The number of the version that is used; null for none.</param>
    public static Html Of(IReadOnlyList<LearnedVersionView> versions, int? inUse) =>
        versions.Count == 0
            ? Html.Nothing
            : Html.Of(
                $"""
                <section aria-labelledby="learned">
                <h2 id="learned">{Texts.Settings.Learned}</h2>
                <p class="hint">{Texts.Settings.LearnedHint}</p>
                <div class="wide" role="group" aria-labelledby="learned" tabindex="0"><table>
                <thead><tr><th scope="col">{Texts.Settings.Version}</th><th scope="col">{Texts.Settings.LearnedAt}</th><th scope="col" class="number">{Texts.Settings.Outcomes}</th><th scope="col">{Texts.Settings.Scope}</th><th scope="col" class="number">{Texts.Settings.LossOfRules}</th><th scope="col" class="number">{Texts.Settings.LossOfLearned}</th><th scope="col">{Texts.Settings.Note}</th></tr></thead>
                <tbody>{versions.Take(MostVersions).Select(version => Row(version, inUse))}</tbody>
                </table></div>
                </section>
                """
            );

    private static Html Row(LearnedVersionView version, int? inUse)
    {
        return Html.Of(
            $"""
            <tr><th scope="row">{version.Number}</th><td>{Show.Time(
                version.LearnedAt
            )}</td><td class="number">{version.Outcomes}</td><td>{Texts.Settings.Of(
                version.Scope
            )}</td><td class="number">{Loss(version.HeldOut?.RulesLogLoss)}</td><td class="number">{Loss(
                LossOf(version)
            )}</td><td>{NoteOf(version, inUse)}</td></tr>
            """
        );
    }

    /// <summary>Of what was learned; null if that is nothing.</summary>
    private static double? LossOf(LearnedVersionView version) =>
        version switch
        {
            { HeldOut: { } heldOut, Scope: LearnedScope.Weights } => heldOut.WeightsLogLoss,
            { HeldOut: { } heldOut, Scope: LearnedScope.Intercept } => heldOut.InterceptLogLoss,
            _ => null,
        };

    private static Html Loss(double? loss) => loss is { } known ? Show.Decimal(known) : Html.Nothing;

    private static string NoteOf(LearnedVersionView version, int? inUse) =>
        version.Number == inUse ? Texts.Settings.InUse
        : version.WentBackFrom is not null ? Texts.Settings.WentBack
        : "";
}
