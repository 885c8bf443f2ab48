using System.Globalization;
using System.Text.Json;
using CsMl.Core.Json;
using CsMl.Core.Storage;
using Microsoft.Extensions.Options;

namespace CsMl.Core.Predictions.Llm;

/// <summary>
/// The budgets of a tenant's day and of a run, kept in the store, so that all instances of the app spend the same. What
/// a call costs is known once it ends: a budget is passed by no more than the calls that are in flight then.
/// </summary>
public sealed class Spending(Tables tables, IOptions<LlmOptions> options, TimeProvider time)
{
    private const string Kind = "spent";

    private readonly IEntityTable runs = tables.Runs;
    private readonly LlmOptions options = options.Value;
    private readonly WriteTurns turns = new();

    /// <summary>Who pays for a prediction: the day, and its run where it has one. Without a bound nothing is read or written.</summary>
    public IModelBudget Of(string tenant, string? runId)
    {
        var limits = new List<Limit>(2);
        if (options.DailyTokens > 0 || options.DailyCost > 0)
        {
            var day = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            limits.Add(new Limit(EntityKey.Of("day", day), options.DailyTokens, options.DailyCost));
        }

        if (runId is not null && (options.RunTokens > 0 || options.RunCost > 0))
        {
            limits.Add(new Limit(EntityKey.Of("run", runId), options.RunTokens, options.RunCost));
        }

        return limits.Count == 0 ? BoundlessBudget.One : new Budget(this, tenant, EntityKey.Of(tenant, Kind), limits);
    }

    private static Spent Read(Entity row) => JsonSerializer.Deserialize(row.Json.Span, RowJson.Plain.Spent)!;

    private sealed class Budget(Spending spending, string tenant, string partition, IReadOnlyList<Limit> limits)
        : IModelBudget
    {
        public async Task<bool> HasLeftAsync(CancellationToken cancellation)
        {
            foreach (var limit in limits)
            {
                if (
                    await spending.runs.FindAsync(partition, limit.Key, cancellation) is { } row
                    && limit.IsReachedBy(Read(row))
                )
                {
                    return false;
                }
            }

            return true;
        }

        public async Task AddAsync(ModelUsage usage)
        {
            if (usage.Tokens > 0)
            {
                await spending.turns.UntilWrittenAsync(tenant, () => TryAddAsync(usage), CancellationToken.None);
            }
        }

        private async Task<object?> TryAddAsync(ModelUsage usage)
        {
            var changes = new List<EntityChange>(limits.Count);
            foreach (var limit in limits)
            {
                var row = await spending.runs.FindAsync(partition, limit.Key, CancellationToken.None);
                var before = row is null ? new Spent(0, 0) : Read(row);
                var json = JsonSerializer.SerializeToUtf8Bytes(
                    new Spent(before.Tokens + usage.Tokens, before.Cost + (spending.options.CostOf(usage) ?? 0)),
                    RowJson.Plain.Spent
                );
                changes.Add(
                    row is null ? EntityChange.Insert(limit.Key, json) : EntityChange.Replace(limit.Key, json, row.ETag)
                );
            }

            return (await spending.runs.WriteAsync(partition, changes, CancellationToken.None)).Succeeded
                ? changes
                : null;
        }
    }

    /// <param name="Tokens">0: no bound.</param>
    /// <param name="Cost">0: no bound.</param>
    private sealed record Limit(string Key, long Tokens, decimal Cost)
    {
        public bool IsReachedBy(Spent spent) =>
            (Tokens > 0 && spent.Tokens >= Tokens) || (Cost > 0 && spent.Cost >= Cost);
    }
}

/// <summary>What a day or a run has spent so far.</summary>
internal sealed record Spent(long Tokens, decimal Cost);
