using CsMl.Core.Predictions;
using CsMl.Core.Requests;

namespace CsMl.Functions.Dashboard.Accounts;

/// <summary>Who made the prediction and how much it can be relied on, in plain words.</summary>
internal static class BasisSection
{
    public static Html Of(AccountDetails account) =>
        account.Churn is not { Prediction: var prediction }
            ? Html.Nothing
            : Html.Of(
                $"""
                <section aria-labelledby="basis">
                <h2 id="basis">{Texts.Account.HowSure}</h2>
                <p>{Texts.Account.SourceOf(prediction)} {Show.Time(prediction.PredictedAt)}</p>
                <p>{Texts.Account.Confidence}: {Show.Percent(prediction.Confidence)}. {Texts.Account.Of(
                    prediction.ConfidenceLevel
                )}</p>
                {Missing(prediction.DataQuality)}
                </section>
                """
            );

    private static Html Missing(DataQuality quality) =>
        quality.Missing.Count == 0
            ? Html.Nothing
            : Html.Of(
                $"""<p>{Texts.Account.WouldHelp} {string.Join(", ", quality.Missing.Select(Texts.Account.MissingData))}.</p>"""
            );
}
