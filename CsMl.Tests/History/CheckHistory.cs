namespace CsMl.Tests.History;

/// <summary>Holds what the app shows against what it has answered. Pure: it is itself tested with histories that are wrong.</summary>
internal static class CheckHistory
{
    /// <summary>One sentence each; none: all is well.</summary>
    public static IEnumerable<string> Violations(CallHistory history, Snapshot seen) =>
        [
            .. FactsAreKept(history, seen),
            .. PredictionsAreKept(history, seen),
            .. seen.Predictions.GroupBy(p => (p.AccountId, p.Type)).SelectMany(LatestIsActive),
            .. ListAgrees(seen),
            .. seen.Ctas.SelectMany(cta => IsLinearizable(cta, [.. history.Ctas.Where(call => call.CtaId == cta.Id)])),
            .. CtasAreWhole(seen),
            .. CountersEqualLists(seen),
        ];

    private static IEnumerable<string> FactsAreKept(CallHistory history, Snapshot seen) =>
        from facts in history.Facts
        let shown = seen.Names.GetValueOrDefault(facts.Key)
        where shown < facts.Value.Acknowledged || shown > facts.Value.Sent
        select $"{facts.Key} shows revision {shown}; {facts.Value.Acknowledged} was acknowledged and {facts.Value.Sent} sent.";

    private static IEnumerable<string> PredictionsAreKept(CallHistory history, Snapshot seen)
    {
        var kept = seen.Predictions.Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
        if (kept.Count < seen.Predictions.Count)
        {
            yield return "A prediction is listed twice.";
        }

        foreach (var id in history.Predictions.Where(id => !kept.Contains(id)))
        {
            yield return $"Prediction {id} was answered and is gone.";
        }
    }

    private static IEnumerable<string> LatestIsActive(IEnumerable<SeenPrediction> ofOneType)
    {
        var all = ofOneType.ToList();
        var active = all.Where(p => p.Status == "ACTIVE").ToList();
        if (active is not [var latest])
        {
            yield return $"{all[0].AccountId} has {active.Count} active predictions of {all[0].Type}.";
            yield break;
        }

        foreach (
            var newer in all.Where(p =>
                (p.Revision, p.PredictedAt).CompareTo((latest.Revision, latest.PredictedAt)) > 0
            )
        )
        {
            yield return $"{latest.AccountId}: {latest.Id} of revision {latest.Revision} is active, and {newer.Id} of {newer.Revision} is newer.";
        }
    }

    private static IEnumerable<string> ListAgrees(Snapshot seen)
    {
        var active = seen
            .Predictions.Where(p => p is { Type: "CHURN", Status: "ACTIVE" })
            .Select(p => new SeenRisk(p.AccountId, p.Id, p.Probability))
            .ToHashSet();
        if (seen.HighRisk.Count != active.Count || !active.SetEquals(seen.HighRisk))
        {
            yield return $"The high-risk list has {string.Join(", ", seen.HighRisk.Except(active))} and lacks {string.Join(", ", active.Except(seen.HighRisk))} of the active churn predictions.";
        }

        if (!seen.HighRisk.Select(r => -r.Probability).Order().SequenceEqual(seen.HighRisk.Select(r => -r.Probability)))
        {
            yield return "The high-risk list is not in order.";
        }
    }

    /// <summary>
    /// Versions are a register that each change raises by one: a change is made to the version that it names, what ended
    /// before another began has the lower version, and each is found where its answer said.
    /// </summary>
    private static IEnumerable<string> IsLinearizable(SeenCta cta, IReadOnlyList<CtaCall> calls)
    {
        foreach (var change in calls.Where(call => call.Note is not null))
        {
            if (change.Version is not { } version)
            {
                continue;
            }

            if (version > cta.Notes.Count || cta.Notes[version - 1] != change.Note)
            {
                yield return $"CTA {cta.Id} does not have the change '{change.Note}' as its version {version}.";
            }

            if (change.IfMatch is { } named && version != named + 1)
            {
                yield return $"CTA {cta.Id} made version {version} of what was to be version {named}.";
            }
        }

        var highest = 0;
        foreach (var (_, call, isEnd) in Instants(calls))
        {
            if (isEnd)
            {
                highest = Math.Max(highest, call.Version ?? 0);
            }
            else if (call.Version < highest)
            {
                yield return $"CTA {cta.Id} was version {call.Version} after it had been version {highest}.";
            }
        }

        if (cta.Version < highest || cta.Version != cta.Notes.Count)
        {
            yield return $"CTA {cta.Id} is version {cta.Version}, was version {highest}, and has {cta.Notes.Count} events.";
        }
    }

    /// <summary>Beginnings and ends in their order. At its beginning a call is held to what had ended by then.</summary>
    private static IEnumerable<(long At, CtaCall Call, bool IsEnd)> Instants(IReadOnlyList<CtaCall> calls) =>
        calls
            .SelectMany(call => new[] { (At: call.Began, call, IsEnd: false), (At: call.Ended, call, IsEnd: true) })
            .OrderBy(instant => instant.At);

    private static IEnumerable<string> CtasAreWhole(Snapshot seen)
    {
        var links = seen
            .Predictions.Where(p => p.GeneratedCtaId is not null)
            .ToDictionary(p => p.Id, p => p.GeneratedCtaId, StringComparer.Ordinal);
        foreach (var cta in seen.Ctas.Where(cta => links.GetValueOrDefault(cta.PredictionId) != cta.Id))
        {
            yield return $"CTA {cta.Id} is not linked by its prediction {cta.PredictionId}.";
        }

        if (links.Count != seen.Ctas.Count)
        {
            yield return $"{links.Count} predictions name a CTA, and there are {seen.Ctas.Count}.";
        }

        foreach (
            var many in seen
                .Ctas.Where(cta => cta.IsOpen)
                .GroupBy(cta => (cta.AccountId, cta.Type))
                .Where(g => g.Count() > 1)
        )
        {
            yield return $"{many.Key.AccountId} has {many.Count()} open CTAs of {many.Key.Type}.";
        }
    }

    private static IEnumerable<string> CountersEqualLists(Snapshot seen)
    {
        var open = seen.Ctas.Count(cta => cta.IsOpen);
        if (seen.GeneratedCtas != seen.Ctas.Count || seen.OpenCtas != open)
        {
            yield return $"The statistics count {seen.GeneratedCtas} CTAs, {seen.OpenCtas} of them open; the lists have {seen.Ctas.Count} and {open}.";
        }

        // Of each account the first of a calendar month counts.
        var months = seen
            .Predictions.Where(p => p.Type == "CHURN")
            .Select(p => (p.AccountId, p.PredictedAt.Year, p.PredictedAt.Month))
            .Distinct()
            .Count();
        if (seen.CountedChurn != months)
        {
            yield return $"Accuracy counts {seen.CountedChurn} churn predictions and not {months}.";
        }
    }
}
