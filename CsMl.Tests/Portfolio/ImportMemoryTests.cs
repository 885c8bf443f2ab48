using System.Runtime.CompilerServices;
using System.Text;
using CsMl.Core.Accounts.Import.Files;
using CsMl.Core.Portfolio;
using CsMl.Core.Storage;
using CsMl.Tests.Commands;
using CsMl.Tests.Http;
using Xunit.Abstractions;

namespace CsMl.Tests.Portfolio;

/// <summary>Alone in the process while it runs, because it measures all of its memory.</summary>
[Collection(nameof(ImportMemoryTests))]
[CollectionDefinition(nameof(ImportMemoryTests), DisableParallelization = true)]
[Trait("Speed", "Slow")]
public sealed class ImportMemoryTests(ITestOutputHelper output)
{
    private const long Bound = 48L * 1024 * 1024;

    [Fact]
    public async Task The_largest_body_is_neither_stored_nor_imported_whole_in_memory()
    {
        // 1,000 accounts of 10,000 bytes, nine times over: 90 MB.
        var block = Encoding.UTF8.GetBytes(
            string.Concat(
                Enumerable
                    .Range(0, 1_000)
                    .Select(i => $$"""{"accountId":"m{{i}}","name":"Name {{i}}"}""".PadRight(9_999) + "\n")
            )
        );
        Watched? watched = null;
        await using var app = await RunningApp.StartAsync(tables =>
            tables with
            {
                Runs = watched = new Watched(tables.Runs),
            }
        );
        using var body = new RepeatedStream(block, 9);
        var queue = new HeldQueue();

        watched!.Begin();
        await queue
            .Step<StartImport>(app)
            .RunAsync(RunningApp.Tenant, new ImportSource(body), new(), CancellationToken.None);
        await queue.Step<OpenRun>(app).RunAsync(queue.Runs.Single(), CancellationToken.None);

        var run = (await app.Service<RunStore>().ListAsync(RunningApp.Tenant, CancellationToken.None)).Single();
        Assert.Equal(
            (RunState.Completed, 90_000_000L, 9_000),
            (run.State, run.Import!.Bytes, run.Import.Report.Imported)
        );
        output.WriteLine($"At most {watched.Most / 1024 / 1024} MiB were held.");
        Assert.InRange(watched.Most, 0, Bound);
    }

    /// <summary>Measures the memory every so many calls.</summary>
    private sealed class Watched(IEntityTable inner) : IEntityTable
    {
        private int _calls;
        private long _before;

        /// <summary>Most bytes held beyond those at the beginning.</summary>
        public long Most { get; private set; }

        public void Begin() => _before = GC.GetTotalMemory(forceFullCollection: true);

        public Task<Entity?> FindAsync(string partitionKey, string rowKey, CancellationToken cancellation)
        {
            Measure();
            return inner.FindAsync(partitionKey, rowKey, cancellation);
        }

        public async IAsyncEnumerable<Entity> QueryAsync(
            string partitionKey,
            RowRange rows,
            [EnumeratorCancellation] CancellationToken cancellation
        )
        {
            Measure();
            await foreach (var row in inner.QueryAsync(partitionKey, rows, cancellation))
            {
                yield return row;
            }
        }

        public Task<WriteResult> WriteAsync(
            string partitionKey,
            IReadOnlyList<EntityChange> changes,
            CancellationToken cancellation
        )
        {
            Measure();
            return inner.WriteAsync(partitionKey, changes, cancellation);
        }

        private void Measure()
        {
            if (_before > 0 && _calls++ % 20 == 19)
            {
                Most = Math.Max(Most, GC.GetTotalMemory(forceFullCollection: true) - _before);
            }
        }
    }
}
