using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Ctas;
using CsMl.Core.Limits;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Types;
using CsMl.Core.Settings;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>
/// Creates CTAs for the accounts at greatest risk, highest first, until enough are created. The accounts that already
/// have a CTA come first every night, so all slots are read beforehand in a few pages, and these accounts need no read
/// of their own. Neither do accounts whose risk index row shows that they need no CTA.
/// </summary>
public sealed class GenerateCtas(
    ListHighRisk highRisk,
    GenerateCta generateCta,
    CtaReader stored,
    PlaybookStore playbooks,
    TenantSettings settings,
    TimeProvider time
)
{
    /// <summary>
    /// Lower bound of the limit on accounts that are read without creating a CTA. Accounts whose slot shows a CTA are
    /// not read and do not count.
    /// </summary>
    private const int LeastLooks = 1_000;

    private const int LooksPerCta = 10;

    /// <summary>Most skipped accounts that a result lists; the count includes the others.</summary>
    private const int MostSkipped = 100;

    /// <param name="runId">
    /// CTAs that this run created before an interruption count as created. Only a run reads the rest of the index, to
    /// count the accounts over its cap.
    /// </param>
    /// <param name="key">
    /// CTAs that an earlier attempt of this request created are among the results, as if this one had created them.
    /// </param>
    /// <param name="maxCtas">Most CTAs to create; skipped candidates do not count.</param>
    /// <exception cref="LimitReachedException">Callers have made as many CTAs today as they may.</exception>
    public async Task<GeneratedCtas> RunAsync(
        string tenant,
        PredictionType type,
        int maxCtas,
        string? callerId,
        CancellationToken cancellation,
        string? runId = null,
        RequestKey? key = null
    )
    {
        var now = time.GetUtcNow();
        var rules = (await settings.OfAsync(tenant, cancellation)).CtaRules;
        var slots = await stored.ListSlotsAsync(tenant, cancellation);
        var tally = new Tally { Created = slots.MadeBy(runId) };
        var looks = 0;
        var mostLooks = Math.Max(LeastLooks, maxCtas * LooksPerCta);
        IReadOnlyList<Playbook>? known = null;
        LimitUse? limit = null;
        // The accounts that already have a CTA come before those that need one.
        var likely = maxCtas + slots.Count;
        await using var risks = highRisk
            .AllAsync(tenant, type, new HighRiskQuery(Lowest(type, rules), likely), likely, cancellation)
            .GetAsyncEnumerator(cancellation);
        while (tally.Created < maxCtas && looks < mostLooks && limit?.IsGranted != false && await risks.MoveNextAsync())
        {
            var risk = risks.Current;
            var call = CallOf(risk.Row, type, rules);
            var slot = slots.Of(risk.Account.Id).FirstOrDefault(slot => slot.Type == call.CtaTypeAt(rules, now));
            if (call.CtaTypeAt(rules, now) is null || (runId is not null && slot?.RunId == runId))
            {
                // No CTA is needed, or this run created it before and it is already counted.
                continue;
            }

            tally.Uncertain += IsUncertain(call, slot, rules, now) ? 1 : 0;
            var isMadeBefore = key is not null && slot?.RunId == key.Id;
            var generated = isMadeBefore ? null : SkippedByIndex(risk, call, slot, rules, now);
            if (generated is null)
            {
                var query = Ask(new AccountKey(tenant, risk.Account.Id), type, callerId, runId, key) with
                {
                    Playbooks = known ??= await playbooks.ListAsync(tenant, cancellation),
                    HasNoSlot = slots.Of(risk.Account.Id).Count == 0,
                };
                generated = await MakeAsync(query, why => Skip(risk, call, rules, why), tally.Created, cancellation);
                limit = generated?.Limit ?? limit;
                if (generated is { IsForCustomer: false })
                {
                    // Its departure is newer than the index; it takes no customer's place.
                    continue;
                }

                looks++;
            }

            tally.Add(generated);
        }

        var rest = runId is null ? default : await CountUrgentAsync(risks, type, slots, rules, now);
        return new GeneratedCtas(tally.Created, tally.Skipped, tally.Results)
        {
            OverCap = rest.OverCap,
            LowConfidence = tally.Uncertain + rest.LowConfidence,
            Limit = limit,
        };
    }

    /// <summary>Counts what a run created before an interruption, and creates nothing.</summary>
    public async Task<GeneratedCtas> MadeByAsync(string tenant, string runId, CancellationToken cancellation) =>
        GeneratedCtas.None with
        {
            Generated = (await stored.ListSlotsAsync(tenant, cancellation)).MadeBy(runId),
        };

    private static GenerateCtaQuery Ask(
        AccountKey account,
        PredictionType type,
        string? callerId,
        string? runId,
        RequestKey? key
    ) =>
        new(account, type)
        {
            CallerId = callerId,
            RunId = runId ?? key?.Id,
            IsOfNight = runId is not null,
        };

    /// <summary>Once CTAs are created, a limit that is reached ends the list, and does not fail the call.</summary>
    private async Task<GeneratedCta?> MakeAsync(
        GenerateCtaQuery query,
        Func<string, GeneratedCta> skip,
        int created,
        CancellationToken cancellation
    )
    {
        try
        {
            return await generateCta.RunAsync(query, cancellation);
        }
        catch (LimitReachedException e) when (created > 0)
        {
            return skip($"the limit of {e.Use.Quota} CTAs a day is reached") with { Limit = e.Use };
        }
    }

    /// <summary>
    /// Counts the accounts of the rest of the list that are at high or critical risk, by the index and the slots alone:
    /// those that call for a CTA, and those whose data is too incomplete for one.
    /// </summary>
    private static async Task<(int OverCap, int LowConfidence)> CountUrgentAsync(
        IAsyncEnumerator<RankedRisk> rest,
        PredictionType type,
        AccountSlots slots,
        CtaRules rules,
        DateTimeOffset now
    )
    {
        var (overCap, uncertain) = (0, 0);
        while (await rest.MoveNextAsync())
        {
            var risk = rest.Current;
            var call = CallOf(risk.Row, type, rules);
            var slot = slots.Of(risk.Account.Id).FirstOrDefault(slot => slot.Type == call.CtaTypeAt(rules, now));
            var isUrgent = call.ActionCategory >= RiskCategory.High;
            overCap += isUrgent && SkippedByIndex(risk, call, slot, rules, now) is null ? 1 : 0;
            uncertain += IsUncertain(call, slot, rules, now) ? 1 : 0;
        }

        return (overCap, uncertain);
    }

    private static bool IsUncertain(CtaCandidate call, CtaSlot? slot, CtaRules rules, DateTimeOffset now) =>
        call.ActionCategory >= RiskCategory.High
        && call.LacksConfidence(rules, now)
        && slot?.WhyHeld(rules.Cooldown, now) is null;

    /// <summary>
    /// The result if the index and the slot alone show that no CTA is needed; null if the account must be read.
    /// </summary>
    private static GeneratedCta? SkippedByIndex(
        RankedRisk risk,
        CtaCandidate call,
        CtaSlot? slot,
        CtaRules rules,
        DateTimeOffset now
    ) =>
        (call.ReasonForNone(rules, now) ?? slot?.WhyHeld(rules.Cooldown, now)) is { } reason
            ? Skip(risk, call, rules, reason)
            : null;

    private static GeneratedCta Skip(RankedRisk risk, CtaCandidate call, CtaRules rules, string reason)
    {
        var made = risk.Prediction;
        var percent = FormatPercent.Of(made.Probability, rules.Scale);
        var why = WriteCta.ReasonOf(call.Type, call.Category, percent, DriverOf(made));
        return GeneratedCta.Skipped(risk.Account.Id, made.Id, why, reason);
    }

    /// <summary>The lowest probability at which this type can create a CTA.</summary>
    private static double Lowest(PredictionType type, CtaRules rules) =>
        rules.Scale.From(CtaCandidate.LowestCategory(PredictionTypes.Of(type), rules));

    private static CtaCandidate CallOf(RiskRow row, PredictionType type, CtaRules rules) =>
        new(
            type,
            row.Prediction.RiskCategory ?? rules.Scale.CategoryOf(row.Prediction.Probability),
            row.Prediction.Confidence,
            row.HasSuggestion,
            row.RenewalDate,
            row.Account.Lifecycle
        );

    private static string DriverOf(PredictionSummary made) =>
        made.PrimaryChurnDrivers is [var first, ..] ? first : made.Explanation;

    private sealed class Tally
    {
        public int Created { get; set; }

        public int Skipped { get; private set; }

        /// <summary>Accounts at high or critical risk whose data is too incomplete for a CTA.</summary>
        public int Uncertain { get; set; }

        public List<GeneratedCta> Results { get; } = [];

        /// <param name="result">Null if the account has no valid prediction any more.</param>
        public void Add(GeneratedCta? result)
        {
            if (result is { WasCreated: true })
            {
                Created++;
                Results.Add(result);
            }
            else if (result is not null && ++Skipped <= MostSkipped)
            {
                Results.Add(result);
            }
        }
    }
}
