using System.Text;
using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Accounts.Import.Files;
using CsMl.Core.Portfolio;
using CsMl.Core.Requests;
using CsMl.Core.Storage;
using CsMl.Tests.Http;

namespace CsMl.Tests.Portfolio;

/// <summary>An import whose messages a test delivers, and what it must leave: what one leaves that is waited for.</summary>
internal sealed record LeftImport(ImportKind Kind, string File)
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>
    /// Accounts in three batches, some of them twice, with rows that fail, rows of which something is left out, and
    /// columns that nobody knows.
    /// </summary>
    public static LeftImport Accounts { get; } =
        new(
            ImportKind.Accounts,
            "accountId,name,healthScore,Nobody knows\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 1_250)
                        .Select(i =>
                            $"{(i % 50 == 7 ? "" : $"k{i % 1_100}")},Name {i},{(i % 60 == 3 ? "x" : $"{i % 100}")},\n"
                        )
                )
        );

    /// <summary>Subscriptions of accounts that are there and of one that is not, the older behind and before the newer.</summary>
    public static LeftImport Subscriptions { get; } =
        new(
            ImportKind.Subscriptions,
            """
            Account ID,Plan,Start Date,Currency
            s1,Old,2024-01-01,EUR
            s1,New,2026-01-01,
            s2,New,2026-01-01,EUR
            s2,Old,2024-01-01,
            s3,Whichever,,USD
            s3,New,2026-01-01,
            nobody,New,2026-01-01,
            """
        );

    public ImportSource Source => new(new MemoryStream(Encoding.UTF8.GetBytes(File)));

    public ImportOptions Options => new(Kind);

    /// <summary>The accounts that are there before it.</summary>
    public static async Task PrepareAsync(RunningApp app, string tenant)
    {
        AccountFacts[] known =
        [
            .. Enumerable.Range(1, 3).Select(i => Some.Account() with { AccountId = $"s{i}", Subscription = null }),
            Some.Account() with
            {
                AccountId = "k3",
            },
        ];
        Assert.Empty(await app.Index.PutManyAsync(tenant, known, None));
    }

    /// <summary>Imports it as a call that waits does, and returns what it leaves.</summary>
    public async Task<string> WaitAsync(RunningApp app, string tenant)
    {
        await PrepareAsync(app, tenant);
        var report = await app.Service<ImportAccounts>().RunAsync(tenant, Source, Options, None);
        return await LeavesAsync(app, tenant, report);
    }

    /// <summary>The report and the facts of all accounts.</summary>
    public static async Task<string> LeavesAsync(RunningApp app, string tenant, ImportReport report)
    {
        Assert.Equal(report.Received, report.Imported + report.Failed);
        var told = new StringBuilder(Json(report));
        for (var bucket = 0; bucket < Bucket.Count; bucket++)
        {
            await foreach (var known in app.Index.ListAsync(tenant, bucket, null, None))
            {
                told.Append('\n').Append(JsonSerializer.Serialize(known.Facts, AccountJson.Default.AccountFacts));
            }
        }

        return told.ToString();
    }

    /// <summary>The same of a run that is over.</summary>
    public static async Task<string> LeavesAsync(RunningApp app, string tenant, RunRecord run)
    {
        Assert.True(run.IsOver, $"{run.RunId} is {run.State}.");
        var report = (await app.Service<ImportStore>().FindReportAsync(tenant, run.RunId, None))!;
        Assert.Equal(Json(report.WithoutLists()), Json(run.Import!.Report));
        return await LeavesAsync(app, tenant, report);
    }

    /// <summary>True for what is to be deleted once a run is over.</summary>
    public static bool IsOfFile(string row) =>
        row.StartsWith("runs ", StringComparison.Ordinal)
        && (row.Contains(" file~", StringComparison.Ordinal) || row.Contains(" batch~", StringComparison.Ordinal));

    private static string Json(ImportReport report) => JsonSerializer.Serialize(report, RunJson.Plain.ImportReport);
}
