using System.Globalization;
using System.Text.Json.Nodes;
using CsMl.Core.Accounts;
using CsMl.Core.Json;
using CsMl.Core.Storage;
using CsMl.Functions.Accounts;
using CsMl.Functions.Ctas;
using CsMl.Functions.Dashboard.Portfolio;
using CsMl.Functions.Http;
using CsMl.Functions.Portfolio;
using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Dashboard;

/// <summary>Makes the changes that forms ask for, through the functions of the API.</summary>
public sealed class PageActions(
    PostGenerateCta generate,
    AccountCtas ctas,
    CtaReader stored,
    AccountOpinions opinions,
    PostOutcome outcome,
    PostPredict predict,
    PostBatchPredict batch,
    ChangeSettings settings,
    TimeProvider time
)
{
    public const string Create = "create";
    public const string Start = "start";
    public const string Snooze = "snooze";
    public const string Complete = "complete";
    public const string Cancel = "cancel";
    public const string Assign = "assign";
    public const string Outcome = "outcome";
    public const string Agree = "agree";
    public const string Disagree = "disagree";
    public const string Predict = "predict";
    public const string Run = "run";
    public const string Settings = "settings";

    /// <summary>Names of the forms' fields.</summary>
    public const string Account = "account";
    public const string Cta = "cta";
    public const string Version = "version";
    public const string Days = "days";
    public const string Owner = "owner";
    public const string Reason = "reason";
    public const string Until = "until";
    public const string OccurredOn = "occurredOn";
    public const string Percent = "percent";
    public const string By = "by";
    public const string Prediction = "prediction";

    /// <param name="next">The address of the page that the browser then asks for.</param>
    internal async Task<Submitted> RunAsync(PageVisit visit, PageForm form, string next, CancellationToken cancellation)
    {
        var (action, account) = (form[Forms.Action], form[Account]);
        var (problem, done) = action switch
        {
            Create => (await CreateAsync(visit, form, account, cancellation), "created"),
            Start => (await PatchAsync(visit, form, new() { ["status"] = "IN_PROGRESS" }, cancellation), "started"),
            Snooze => (await PatchAsync(visit, form, SnoozeOf(form), cancellation), "snoozed"),
            Complete => (await PatchAsync(visit, form, ClosingOf(form, "COMPLETED"), cancellation), "completed"),
            Cancel => (await PatchAsync(visit, form, ClosingOf(form, "CANCELLED"), cancellation), "cancelled"),
            Assign => (
                await PatchAsync(visit, form, new() { ["ownerId"] = form.Given(Owner) }, cancellation),
                "assigned"
            ),
            Outcome => (await RecordAsync(visit, form, account, cancellation), "recorded"),
            Agree => (await AgreeAsync(visit, form, account, new() { ["agree"] = true }, cancellation), "agreed"),
            Disagree => (
                PercentField.Explain(
                    await AgreeAsync(visit, form, account, OddsOf(form), cancellation),
                    form[Percent],
                    Texts.Account.OwnOdds
                ),
                "disagreed"
            ),
            Predict => (await PredictAsync(visit, form, account, cancellation), "predicted"),
            Settings => (await settings.StoreAsync(visit, form.Given, VersionOf(form), cancellation), "changed"),
            Run => (await RunAsync(visit, form, cancellation), "running"),
            _ => (ApiProblem.Invalid(Forms.Action, "is no change that a page makes; open the page again"), ""),
        };
        return problem ?? Submitted.Then(next, done);
    }

    private Task<ApiProblem?> CreateAsync(
        PageVisit visit,
        PageForm form,
        string account,
        CancellationToken cancellation
    ) =>
        Post(visit, form, account, "generate-cta", [])
            .SendAsync(request => generate.RunAsync(request, account, cancellation));

    private Task<ApiProblem?> PredictAsync(
        PageVisit visit,
        PageForm form,
        string account,
        CancellationToken cancellation
    ) =>
        Post(
                visit,
                form,
                account,
                "predict",
                new()
                {
                    ["predictionType"] = "CHURN",
                    ["options"] = new JsonObject { ["forceRefresh"] = true },
                }
            )
            .SendAsync(request => predict.RunAsync(request, account, cancellation));

    private async Task<ApiProblem?> RecordAsync(
        PageVisit visit,
        PageForm form,
        string account,
        CancellationToken cancellation
    )
    {
        var body = new JsonObject { ["outcome"] = form[Outcome] };
        if (form.Given(OccurredOn) is { } day)
        {
            body["occurredAt"] = day;
        }

        if (form.Given(Until) is { } until)
        {
            body["renewedUntil"] = until;
        }

        var problem = await Post(visit, form, account, "outcomes", body)
            .SendAsync(request => outcome.RunAsync(request, account, cancellation));
        return problem is { Status: StatusCodes.Status400BadRequest } && form.Given(Outcome) is null
            ? problem with
            {
                Detail = Texts.Problems.NothingChosen,
            }
            : problem;
    }

    private Task<ApiProblem?> AgreeAsync(
        PageVisit visit,
        PageForm form,
        string account,
        JsonObject opinion,
        CancellationToken cancellation
    )
    {
        foreach (
            var (field, name) in (ReadOnlySpan<(string, string)>)
                [(By, "by"), (Reason, "reason"), (Prediction, "predictionId")]
        )
        {
            if (form.Given(field) is { } text)
            {
                opinion[name] = text;
            }
        }

        return Post(visit, form, account, "opinions", opinion)
            .SendAsync(request => opinions.PostAsync(request, account, cancellation));
    }

    /// <summary>The author's own probability; what is none is refused by the API.</summary>
    private static JsonObject OddsOf(PageForm form) => new() { ["probability"] = PercentField.ToJson(form[Percent]) };

    private Task<ApiProblem?> RunAsync(PageVisit visit, PageForm form, CancellationToken cancellation) =>
        new ApiCall(visit, "POST", ApiPath(Routes.Portfolio + "batch-predict"))
        {
            Once = form.Given(PageForm.Once),
            Body = new() { ["maxAccounts"] = 100_000 },
        }.SendAsync(request => batch.RunAsync(request, cancellation));

    /// <summary>A form that is sent twice, as by a double click, succeeds both times.</summary>
    private async Task<ApiProblem?> PatchAsync(
        PageVisit visit,
        PageForm form,
        JsonObject body,
        CancellationToken cancellation
    )
    {
        var (account, cta) = (form[Account], form[Cta]);
        var problem = await new ApiCall(visit, "PATCH", ApiPath(PathOf(account, "ctas/") + Uri.EscapeDataString(cta)))
        {
            Version = VersionOf(form),
            Body = body,
        }.SendAsync(request => ctas.PatchAsync(request, account, cta, cancellation));
        if (problem is not { Status: StatusCodes.Status412PreconditionFailed })
        {
            return problem;
        }

        var now = await stored.FindAsync(new AccountKey(visit.Tenant, account), cta, cancellation);
        return now is not null && IsSo(now.Cta, body) ? null : problem with { Detail = Texts.Problems.ChangedSince };
    }

    /// <summary>True if a CTA has become what a form makes of it.</summary>
    private static bool IsSo(Cta cta, JsonObject body) =>
        (body["status"] is not { } status || (string?)status == EnumNames.Of(cta.Status))
        && (!body.ContainsKey("ownerId") || (string?)body["ownerId"] == cta.OwnerId);

    private static int? VersionOf(PageForm form) =>
        int.TryParse(form[Version], CultureInfo.InvariantCulture, out var version) ? version : null;

    private JsonObject SnoozeOf(PageForm form) =>
        new()
        {
            ["status"] = "SNOOZED",
            ["snoozeUntil"] =
                int.TryParse(form[Days], CultureInfo.InvariantCulture, out var days) && days is > 0 and < 366
                    ? time.GetUtcNow().AddDays(days).UtcDateTime.ToString("s", CultureInfo.InvariantCulture) + "Z"
                    : form[Days],
        };

    private static JsonObject ClosingOf(PageForm form, string status)
    {
        var body = new JsonObject { ["status"] = status };
        if (form.Given(Outcome) is { } how)
        {
            body["outcome"] = how;
        }

        if (form.Given(Reason) is { } reason)
        {
            body["reason"] = reason;
        }

        return body;
    }

    private static ApiCall Post(PageVisit visit, PageForm form, string account, string rest, JsonObject body) =>
        new(visit, "POST", ApiPath(PathOf(account, rest))) { Once = form.Given(PageForm.Once), Body = body };

    private static string PathOf(string account, string rest) =>
        Routes.Account.Replace("{accountId}", Uri.EscapeDataString(account), StringComparison.Ordinal) + rest;

    private static string ApiPath(string route) => "/api/" + route;
}
