using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Ctas;
using CsMl.Core.Limits;
using CsMl.Core.Predictions;
using CsMl.Core.Settings;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>Creates the CTA that an account's valid prediction calls for, at most once.</summary>
public sealed class GenerateCta(
    FindAccount find,
    PlaybookStore playbooks,
    PredictionReader predictions,
    CtaWriter ctas,
    CtaReader stored,
    DeliverCta deliver,
    DailyLimits limits,
    TenantSettings settings,
    TimeProvider time
)
{
    private const string OnOtherScale =
        "the prediction was made before the scale of the probabilities changed; the account is about to be scored again";

    /// <summary>Null if the account has no valid prediction of the type.</summary>
    /// <exception cref="LimitReachedException">Callers have made as many CTAs today as they may.</exception>
    public async Task<GeneratedCta?> RunAsync(GenerateCtaQuery query, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var latest = query.Latest ?? await predictions.FindLatestAsync(query.Account, query.Type, cancellation);
        if (latest is null || !latest.IsValidAt(now))
        {
            return null;
        }

        // Checked before the account and the playbooks are read, because most accounts with a CTA then need neither.
        var applied = await settings.OfAsync(query.Account.Tenant, cancellation);
        var rules = applied.CtaRules;
        var call = SoonestCall(latest.Prediction, rules, now) with
        {
            Lifecycle = query.Lifecycle ?? latest.Prediction.Lifecycle,
        };
        var attempt = new Attempt(query, latest, call.Category, rules, now);
        if (
            query.Key is { IsAgain: true } key
            && await stored.FindAsync(query.Account, key.Id, cancellation) is { } before
        )
        {
            return attempt.Made(before.Cta);
        }

        if (!latest.IsOn(applied.PredictionScale))
        {
            return attempt.Skipped(OnOtherScale);
        }

        if (call.ReasonForNone(rules, now) is { } none)
        {
            return attempt.Skipped(none);
        }

        var slots = query.HasNoSlot ? [] : await stored.FindSlotsAsync(query.Account, cancellation);
        if (
            call.CtaTypeAt(rules, now) is CtaType.Risk or CtaType.Opportunity
            && Find(slots, call.CtaTypeAt(rules, now)!.Value)?.Slot is { } taken
            && taken.WhyHeld(rules.Cooldown, now) is { } held
        )
        {
            return await MadeBeforeAsync(attempt, taken, cancellation) ?? attempt.Skipped(held);
        }

        // Read after the prediction, as CtaWriter requires.
        return await find.RunAsync(query.Account, cancellation) is { } account
            ? await CreateAsync(attempt, account, slots, cancellation)
            : null;
    }

    /// <summary>A candidate whose renewal is today: if even that needs no CTA, the account need not be read.</summary>
    private static CtaCandidate SoonestCall(Prediction prediction, CtaRules rules, DateTimeOffset now) =>
        new(
            prediction.Type,
            CtaCandidate.CategoryOf(prediction, rules.Scale),
            prediction.Confidence,
            prediction.CallsForCta,
            RenewalDate: now
        );

    private async Task<GeneratedCta> CreateAsync(
        Attempt attempt,
        KnownAccount account,
        IReadOnlyList<StoredSlot> slots,
        CancellationToken cancellation
    )
    {
        var (query, latest, _, rules, now) = attempt;
        var situation = new CtaSituation(
            latest.Prediction,
            slots.Count == 0 ? account.Facts : await WithoutOwnCtasAsync(query.Account, account.Facts, cancellation),
            [.. slots.Select(found => found.Slot)],
            query.Playbooks ?? await playbooks.ListAsync(query.Account.Tenant, cancellation),
            rules,
            query.CallerId,
            now
        )
        {
            Retention = account.Retention,
            CtaId = query.Key?.Id,
        };
        var step = PlanCtas.CreateOrSkip(situation);
        if (step is not CtaStep.Create create)
        {
            return attempt.Skipped(step.Reason) with { IsForCustomer = situation.Standing.IsCustomer };
        }

        var (creation, limit) = await CountAsync(
            query,
            () => WriteAsync(attempt, create, slots, cancellation),
            cancellation
        );
        if (creation.Created is not { } created)
        {
            // Another process that closes the same run may have created it meanwhile.
            return await MadeBeforeAsync(attempt, creation.Holder, cancellation) ?? attempt.Skipped(creation.Reason!);
        }

        if (created.Cta.PlaybookId is { } playbookId)
        {
            await playbooks.CountUseAsync(query.Account.Tenant, playbookId, cancellation);
        }

        await deliver.CreatedAsync(query.Account.Tenant, created.Cta);
        return attempt.Made(created.Cta) with { Limit = limit };
    }

    /// <summary>A caller's CTA counts for the day; a night has a cap of its own.</summary>
    private async Task<(CtaCreation Creation, LimitUse? Use)> CountAsync(
        GenerateCtaQuery query,
        Func<Task<CtaCreation>> create,
        CancellationToken cancellation
    ) =>
        query.IsOfNight
            ? (await create(), null)
            : await limits.CountAsync(
                query.Account.Tenant,
                LimitKind.Ctas,
                create,
                creation => creation.Created is not null,
                cancellation
            );

    private Task<CtaCreation> WriteAsync(
        Attempt attempt,
        CtaStep.Create create,
        IReadOnlyList<StoredSlot> slots,
        CancellationToken cancellation
    ) =>
        ctas.CreateAsync(
            attempt.Query.Account.Tenant,
            create,
            attempt.Latest,
            Find(slots, create.Cta.Type),
            attempt.Rules.Cooldown,
            attempt.Now,
            attempt.Query.RunId,
            cancellation
        );

    /// <summary>
    /// The facts without the app's own CTAs, which the CRM may return to it: its copy of one that is closed here may
    /// still be open. An account without a slot never had one.
    /// </summary>
    private async Task<AccountFacts> WithoutOwnCtasAsync(
        AccountKey account,
        AccountFacts facts,
        CancellationToken cancellation
    )
    {
        if (!facts.Ctas.Any(cta => cta.IsOpen))
        {
            return facts;
        }

        var own = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var record in stored.ListAsync(account, cancellation))
        {
            own.Add(record.Cta.Id);
        }

        return facts with
        {
            Ctas = [.. facts.Ctas.Where(cta => !own.Contains(cta.Id))],
        };
    }

    /// <summary>The CTA in the slot, if the same run created it before an interruption; otherwise null.</summary>
    private async Task<GeneratedCta?> MadeBeforeAsync(Attempt attempt, CtaSlot? holder, CancellationToken cancellation)
    {
        var query = attempt.Query;
        if (
            query.RunId is null
            || holder?.RunId != query.RunId
            || await stored.FindAsync(query.Account, holder.CtaId, cancellation) is not { } before
        )
        {
            return null;
        }

        return attempt.Made(before.Cta);
    }

    private static StoredSlot? Find(IReadOnlyList<StoredSlot> slots, CtaType type) =>
        slots.FirstOrDefault(found => found.Slot.Type == type);

    /// <summary>The inputs of one attempt to create a CTA.</summary>
    private sealed record Attempt(
        GenerateCtaQuery Query,
        LatestPrediction Latest,
        RiskCategory Category,
        CtaRules Rules,
        DateTimeOffset Now
    )
    {
        public GeneratedCta Made(Cta cta) =>
            new(Query.Account.AccountId, cta, Latest.Head.PredictionId, Reason(), true);

        public GeneratedCta Skipped(string reason) =>
            GeneratedCta.Skipped(Query.Account.AccountId, Latest.Head.PredictionId, Reason(), reason);

        private string Reason() => WriteCta.ReasonOf(Latest.Prediction, Category, Rules.Scale);
    }
}
