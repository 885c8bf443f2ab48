using CsMl.Core.Learning;
using CsMl.Core.Predictions;
using CsMl.Core.Settings;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Changes what makes a tenant's probabilities (<see cref="AppliedScale"/>) as one act: settings and scale in one write,
/// then a run that scores every account again. Predictions on another scale than those before them change no CTA and are
/// told to nobody, whoever makes them. If it is cut off between the two, the night starts the run.
/// </summary>
public sealed partial class ChangeScale(
    TenantSettings settings,
    ConfiguredSettings configured,
    LearnedVersions learned,
    RiskIndex risks,
    RunStore runs,
    StartRun start,
    TimeProvider time,
    ILogger<ChangeScale> log
)
{
    /// <summary>Stores settings. Null if the version is not admitted.</summary>
    public async Task<(SettingsRow Before, SettingsRow After)?> StoreAsync(
        string tenant,
        Func<int, bool> admits,
        Func<StoredSettings, StoredSettings> change,
        CancellationToken cancellation
    )
    {
        var before = await settings.FindAsync(tenant, cancellation);
        var plan = await PlanAsync(tenant, before, change, cancellation);
        var written = await settings.ChangeAsync(tenant, admits, plan.Change, cancellation);
        if (written is var (old, changed))
        {
            await CompleteAsync(tenant, old, changed, cancellation);
        }

        return written;
    }

    /// <summary>The row as <see cref="StoreAsync"/> would leave it, and what that would do to the accounts.</summary>
    public async Task<(SettingsRow After, ScalePreview Preview)> PreviewAsync(
        string tenant,
        Func<StoredSettings, StoredSettings> change,
        CancellationToken cancellation
    )
    {
        var before = await settings.FindAsync(tenant, cancellation);
        var plan = await PlanAsync(tenant, before, change, cancellation);
        var after = plan.Change(before);
        var accounts = plan.Accounts ?? await AccountsAsync(tenant, before, plan.Used, cancellation);
        return (after, ScalePreview.Of(accounts, Effective(tenant, before), Effective(tenant, after)));
    }

    /// <summary>
    /// Lets the scale follow what has changed without a call: the configuration, the accounts that an expected rate
    /// waits for, and what was learned.
    /// </summary>
    public async Task FollowAsync(string tenant, CancellationToken cancellation)
    {
        var before = await settings.FindAsync(tenant, cancellation);
        var plan = await PlanAsync(tenant, before, stored => stored, cancellation);
        if (plan.Change(before).Scale == before.Scale)
        {
            await RescoreAsync(tenant, before, cancellation);
            return;
        }

        var written = await settings.ChangeAsync(
            tenant,
            _ => true,
            row => plan.Change(row) is var next && next.Scale == row.Scale ? null : next,
            cancellation
        );
        var (old, changed) = written!.Value;
        await CompleteAsync(tenant, old, changed, cancellation);
    }

    /// <summary>True if accounts are still to be scored again because the scale changed.</summary>
    public async Task<bool> IsRescoringAsync(string tenant, CancellationToken cancellation) =>
        await IsRescoringAsync(tenant, (await settings.FindAsync(tenant, cancellation)).Scale.Version, cancellation);

    private async Task CompleteAsync(
        string tenant,
        SettingsRow before,
        SettingsRow after,
        CancellationToken cancellation
    )
    {
        if (before.Scale.Expected != after.Scale.Expected)
        {
            // What was learned is to be compared with other rules.
            await learned.MarkDueAsync(tenant, cancellation);
        }

        if (before.Scale.Version != after.Scale.Version)
        {
            Changed(log, after.Scale.Version, after.Scale.StandsOn);
        }

        await RescoreAsync(tenant, after, cancellation);
    }

    /// <summary>Starts the run of the current scale unless it is over; one that is worked on goes on.</summary>
    private async Task RescoreAsync(string tenant, SettingsRow row, CancellationToken cancellation)
    {
        if (await IsRescoringAsync(tenant, row.Scale.Version, cancellation))
        {
            await start.RescoreAsync(tenant, row.Scale.Version, cancellation);
        }
    }

    private async Task<bool> IsRescoringAsync(string tenant, int version, CancellationToken cancellation) =>
        version > 0
        && await runs.FindAsync(tenant, RunRecord.RescoreId(version), cancellation) is not { Run.IsOver: true };

    private async Task<Plan> PlanAsync(
        string tenant,
        SettingsRow before,
        Func<StoredSettings, StoredSettings> change,
        CancellationToken cancellation
    )
    {
        var wanted = configured.Of(tenant).With(change(before.Settings));
        var used = wanted.LearningMode == LearningMode.On ? await learned.FindUsedAsync(tenant, cancellation) : null;
        IReadOnlyList<ScaledAccount>? accounts = null;
        ExpectedRate? solved = null;
        var now = time.GetUtcNow();
        if (wanted.ExpectedChurn is { } rate && before.Scale.Expected?.Rate != rate)
        {
            accounts = await AccountsAsync(tenant, before, used, cancellation);
            solved = Solve(accounts, rate, now);
        }

        return new Plan(Change, used, accounts);

        SettingsRow Change(SettingsRow row)
        {
            var stored = change(row.Settings);
            var (old, next) = (configured.Of(tenant).With(row.Settings), configured.Of(tenant).With(stored));
            var scale = row.Scale.For(next, used, solved, now);
            var hasOtherThresholds = old.Risk != next.Risk && scale.Version == row.Scale.Version;
            scale = hasOtherThresholds ? scale.Renewed(now) : scale;
            return row with { Settings = stored, Applied = scale == AppliedScale.AsDeployed ? null : scale };
        }
    }

    /// <summary>Null without customers; accounts under notice are known to leave, and do not count.</summary>
    private static ExpectedRate? Solve(IReadOnlyList<ScaledAccount> accounts, double rate, DateTimeOffset now)
    {
        List<double> sums = [.. accounts.Where(a => !a.IsUnderNotice).Select(a => a.RulesSum).OfType<double>()];
        return sums.Count == 0 ? null : new ExpectedRate(rate, SolveIntercept.ForMean(sums, rate), sums.Count, now);
    }

    private async Task<IReadOnlyList<ScaledAccount>> AccountsAsync(
        string tenant,
        SettingsRow row,
        StoredVersion? used,
        CancellationToken cancellation
    )
    {
        var current = row.Scale.Model ?? ChurnModel.RulesAlone;
        var thresholds = Effective(tenant, row).Risk;
        var accounts = new List<ScaledAccount>();
        await foreach (var risk in risks.ListAsync(tenant, PredictionType.Churn, cancellation))
        {
            accounts.Add(ScaledAccount.Of(risk, thresholds, current, used?.Learned.Model));
        }

        return accounts;
    }

    private EffectiveSettings Effective(string tenant, SettingsRow row) => configured.Of(tenant).With(row);

    /// <param name="Change">Changes the row; it may be called again with another row.</param>
    /// <param name="Used">The learned version to be used; null for the rules.</param>
    /// <param name="Accounts">Null if they were not needed.</param>
    private sealed record Plan(
        Func<SettingsRow, SettingsRow> Change,
        StoredVersion? Used,
        IReadOnlyList<ScaledAccount>? Accounts
    );

    [LoggerMessage(
        LogLevel.Information,
        "Probabilities stand on {StandsOn} now (scale {Version}); all accounts are scored again"
    )]
    private static partial void Changed(ILogger log, int version, ScaleSource standsOn);
}
