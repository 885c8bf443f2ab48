using System.Globalization;
using System.Text.Json;
using CsMl.Core.Json;
using CsMl.Core.Storage;
using Microsoft.Extensions.Options;

namespace CsMl.Core.Predictions.Llm;

/// <summary>
/// Keeps the model within its budgets, of a tenant's day and of a run, whichever instances of the app spend them. What
/// a call costs is known once it ends, so that a budget is passed by no more than the calls that are in flight then.
/// </summary>
public sealed class Spending(Tables tables, IOptions<LlmOptions> options, TimeProvider time)
{
    private const string Kind = "spent";

    private readonly IEntityTable runs = tables.Runs;
    private readonly LlmOptions options = options.Value;
    private readonly WriteTurns turns = new();

    /// <summary>False once a budget is spent.</summary>
    public async Task<bool> HasLeftAsync(string tenant, string? runId, CancellationToken cancellation)
    {
        foreach (var budget in Budgets(runId))
        {
            if (
                await runs.FindAsync(Partition(tenant), budget.Key, cancellation) is { } row
                && budget.IsSpentBy(Read(row))
            )
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Adds what a call has cost; it was billed, whoever has gone away since.</summary>
    public async Task AddAsync(string tenant, string? runId, ModelUsage usage)
    {
        var budgets = Budgets(runId).ToList();
        if (budgets.Count > 0 && usage.Tokens > 0)
        {
            await turns.UntilWrittenAsync(tenant, TryAddAsync, CancellationToken.None);
        }

        async Task<object?> TryAddAsync()
        {
            var changes = new List<EntityChange>(budgets.Count);
            foreach (var budget in budgets)
            {
                var row = await runs.FindAsync(Partition(tenant), budget.Key, CancellationToken.None);
                var before = row is null ? new Spent(0, 0) : Read(row);
                var json = JsonSerializer.SerializeToUtf8Bytes(
                    new Spent(before.Tokens + usage.Tokens, before.Cost + (options.CostOf(usage) ?? 0)),
                    RowJson.Plain.Spent
                );
                changes.Add(
                    row is null
                        ? EntityChange.Insert(budget.Key, json)
                        : EntityChange.Replace(budget.Key, json, row.ETag)
                );
            }

            return (await runs.WriteAsync(Partition(tenant), changes, CancellationToken.None)).Succeeded
                ? changes
                : null;
        }
    }

    /// <summary>The budgets that are set; without any, nothing is read or written.</summary>
    private IEnumerable<Budget> Budgets(string? runId)
    {
        if (options.DailyTokens > 0 || options.DailyCost > 0)
        {
            var day = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            yield return new Budget(EntityKey.Of("day", day), options.DailyTokens, options.DailyCost);
        }

        if (runId is not null && (options.RunTokens > 0 || options.RunCost > 0))
        {
            yield return new Budget(EntityKey.Of("run", runId), options.RunTokens, options.RunCost);
        }
    }

    private static string Partition(string tenant) => EntityKey.Of(tenant, Kind);

    private static Spent Read(Entity row) => JsonSerializer.Deserialize(row.Json.Span, RowJson.Plain.Spent)!;

    /// <param name="Tokens">0: no bound.</param>
    /// <param name="Cost">0: no bound.</param>
    private sealed record Budget(string Key, long Tokens, decimal Cost)
    {
        public bool IsSpentBy(Spent spent) =>
            (Tokens > 0 && spent.Tokens >= Tokens) || (Cost > 0 && spent.Cost >= Cost);
    }
}

/// <summary>What a day or a run has spent so far.</summary>
internal sealed record Spent(long Tokens, decimal Cost);
