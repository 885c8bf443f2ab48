using System.Globalization;
using CsMl.Core.Json;
using CsMl.Core.Settings;
using CsMl.Functions.Http;

namespace CsMl.Functions.Dashboard.Portfolio;

/// <summary>
/// What probabilities stand on, and the form to change it: it first tells what a change would do to the accounts, and
/// that answer has the button that makes the change.
/// </summary>
internal sealed class SettingsSection(PageVisit visit, SettingsView settings, int version)
{
    /// <param name="tried">What a change would do; null if none was tried.</param>
    /// <param name="problem">Why it could not be tried.</param>
    public Html Write(ScalePreview? tried, ApiProblem? problem) =>
        Html.Of(
            $"""
            <section id="settings" aria-labelledby="settings-heading">
            <h2 id="settings-heading">{Texts.Settings.Title}</h2>
            <p>{Texts.Settings.Of(settings.Scale.StandsOn)}</p>
            {(
                problem is null
                    ? Html.Nothing
                    : Html.Of($"<p class=\"notice problem\" role=\"alert\">{problem.Detail}</p>")
            )}
            {(tried is null ? Html.Nothing : Preview(tried))}
            {(visit.MayDo(AccessRole.Admin) ? Form() : Html.Nothing)}
            </section>
            """
        );

    private Html Form() =>
        Html.Of(
            $"""
            <form class="stacked" method="get" action="{PagePath.Portfolio}#settings">
            {Percent(ChangeSettings.Critical, Texts.Settings.Critical, settings.Risk.Critical.Value, isRequired: true)}
            {Percent(ChangeSettings.High, Texts.Settings.High, settings.Risk.High.Value, isRequired: true)}
            {Percent(ChangeSettings.Medium, Texts.Settings.Medium, settings.Risk.Medium.Value, isRequired: true)}
            {Percent(
                ChangeSettings.Expected,
                Texts.Settings.Expected,
                settings.Predictions.ExpectedChurn.Value,
                isRequired: false
            )}
            {Forms.Select(
                ChangeSettings.Mode,
                ChangeSettings.Mode,
                Texts.Settings.Mode,
                Texts.Settings.Modes,
                Given(ChangeSettings.Mode) ?? EnumNames.Of(settings.Learning.Mode.Value)
            )}
            {Forms.Button(Texts.Settings.Try)}
            </form>
            """
        );

    private Html Percent(string name, string label, double? share, bool isRequired)
    {
        var value = Given(name) ?? (share is { } known ? Text(known) : "");
        return Html.Of(
            $"""<p><label for="{name}">{label}</label> <input id="{name}" name="{name}" inputmode="decimal" maxlength="20" value="{value}"{(isRequired ? Html.Of($" required=\"\"") : Html.Nothing)} /></p>"""
        );
    }

    private Html Preview(ScalePreview preview) =>
        Html.Of(
            $"""
            <h3>{Texts.Settings.Preview}</h3>
            {(preview.ChangesScale ? Html.Nothing : Html.Of($"<p>{Texts.Settings.NoChange}</p>"))}
            <table>
            <thead><tr><th scope="col">{Texts.Portfolio.Risk}</th><th scope="col" class="number">{Texts.Settings.Before}</th><th scope="col" class="number">{Texts.Settings.After}</th></tr></thead>
            <tbody>
            {Row(Texts.Settings.OfCritical, preview.Before.Critical, preview.After.Critical)}
            {Row(Texts.Settings.OfHigh, preview.Before.High, preview.After.High)}
            {Row(Texts.Settings.OfMedium, preview.Before.Medium, preview.After.Medium)}
            {Row(Texts.Settings.OfLow, preview.Before.Low, preview.After.Low)}
            </tbody>
            </table>
            {(
                preview is { MeanBefore: { } before, MeanAfter: { } after }
                    ? Html.Of($"<p>{Texts.Settings.Mean}: {Show.Percent(before)} → {Show.Percent(after)}</p>")
                    : Html.Nothing
            )}
            {(preview.SuggestedThresholds is { } suggested ? Suggestion(suggested) : Html.Nothing)}
            {(ChangeSettings.Changes(Given, settings) ? Apply(preview.ChangesScale) : Html.Nothing)}
            """
        );

    private static Html Row(string name, int before, int after) =>
        Html.Of(
            $"""<tr><th scope="row">{name}</th><td class="number">{before}</td><td class="number">{after}</td></tr>"""
        );

    private Html Suggestion(Thresholds suggested)
    {
        var query =
            $"?{ChangeSettings.Critical}={Text(suggested.Critical)}&{ChangeSettings.High}={Text(suggested.High)}&{ChangeSettings.Medium}={Text(suggested.Medium)}&{ChangeSettings.Expected}={Uri.EscapeDataString(Given(ChangeSettings.Expected) ?? "")}&{ChangeSettings.Mode}={Uri.EscapeDataString(Given(ChangeSettings.Mode) ?? "")}#settings";
        return Html.Of(
            $"""<p><a href="{PagePath.Portfolio + query}">{Texts.Settings.Suggestion}</a>: {Text(suggested.Critical)} %, {Text(suggested.High)} %, {Text(suggested.Medium)} %</p>"""
        );
    }

    private Html Apply(bool changesScale)
    {
        (string, string?)[] fields =
        [
            (PageActions.Version, version.ToString(CultureInfo.InvariantCulture)),
            .. ChangeSettings.Fields.Select(field => (field, Given(field))),
        ];
        return Html.Of(
            $"""
            {(changesScale ? Html.Of($"<p class=\"hint\">{Texts.Settings.ApplyHint}</p>") : Html.Nothing)}
            {Forms.To(
                visit,
                PagePath.Portfolio,
                PageActions.Settings,
                Forms.Button(Texts.Settings.Apply, isPrimary: true),
                fields
            )}
            """
        );
    }

    private string? Given(string field) =>
        visit.Request.Query[field].ToString() is { Length: > 0 } value ? value : null;

    private static string Text(double share) => (100 * (decimal)share).ToString("0.####", CultureInfo.InvariantCulture);
}
