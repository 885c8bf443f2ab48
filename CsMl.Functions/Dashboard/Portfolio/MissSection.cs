using CsMl.Core.Requests;

namespace CsMl.Functions.Dashboard.Portfolio;

/// <summary>The last departures that were not foreseen, and what would have had to be seen.</summary>
internal static class MissSection
{
    public static Html Of(MissPage page) =>
        Html.Of(
            $"""
            <section aria-labelledby="misses">
            <h2 id="misses">{Texts.Portfolio.Misses}</h2>
            {(page.Misses.Count == 0 ? Html.Of($"<p>{Texts.Portfolio.NoMisses}</p>") : Html.Nothing)}
            {page.Misses.Select(Miss)}
            </section>
            """
        );

    private static Html Miss(MissedChurn miss) =>
        Html.Of(
            $"""
            <article class="cta closed">
            <h3><a href="{PagePath.Account(miss.AccountId)}">{miss.AccountId}</a></h3>
            <p class="facts">{Texts.Portfolio.LeftOn} {Show.Date(
                miss.LeftAt
            )}; {Texts.Portfolio.PredictedOn} {Show.Date(miss.Prediction.PredictedAt)}: {Show.Percent(
                miss.Prediction.Probability
            )}</p>
            {(miss.Missing is { } missing ? Html.Of($"<p>{missing.Summary}</p>") : Html.Nothing)}
            {Silence(miss)}
            </article>
            """
        );

    private static Html Silence(MissedChurn miss) =>
        miss.SameSilence is { Of: > 0 } silence
            ? Html.Of(
                $"""<p class="hint">{Texts.Portfolio.SameSilence} {silence.Silent} {Texts.Portfolio.OutOf} {silence.Of}.</p>"""
            )
            : Html.Nothing;
}
