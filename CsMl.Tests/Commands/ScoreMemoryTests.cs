using System.Text;
using CsMl.Core.Predictions;
using CsMl.Local.Commands;

namespace CsMl.Tests.Commands;

/// <summary>Alone in the process while they run, because they measure all of its memory.</summary>
[Collection(nameof(ScoreMemoryTests))]
[CollectionDefinition(nameof(ScoreMemoryTests), DisableParallelization = true)]
[Trait("Speed", "Slow")]
public sealed class ScoreMemoryTests
{
    private static readonly ScoreTerms Terms = new(PredictionType.Churn, 90, DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task Memory_stays_flat_however_long_the_file()
    {
        var block = await File.ReadAllBytesAsync(RealAccounts.Path);
        // Some 100,000 lines, 160 MB in and 250 MB out.
        const int Rounds = 30;
        const long Bound = 64 * 1024 * 1024;
        var (reads, most, before) = (0, 0L, GC.GetTotalMemory(forceFullCollection: true));
        using var input = new RepeatedStream(block, Rounds)
        {
            BeforeRead = () => most = reads++ % 100 == 99 ? Math.Max(most, GC.GetTotalMemory(true)) : most,
        };

        var tally = await ScoreLines.RunAsync(input, Stream.Null, Terms, _ => { }, null, CancellationToken.None);

        Assert.Equal(Rounds * 3375, tally.Scored);
        Assert.InRange(most - before, long.MinValue, Bound);
    }

    [Fact]
    public async Task A_line_without_an_end_is_never_gathered()
    {
        const int Mebibytes = 512;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;
        var reads = 0;
        using var input = new RepeatedStream(Encoding.ASCII.GetBytes(new string('x', 1024 * 1024)), Mebibytes)
        {
            BeforeRead = () => most = reads++ % 100 == 99 ? Math.Max(most, GC.GetTotalMemory(true)) : most,
        };
        var told = new List<string>();

        await ScoreLines.RunAsync(input, Stream.Null, Terms, told.Add, null, CancellationToken.None);

        Assert.StartsWith("line 1: The line is longer than 1 MiB", Assert.Single(told), StringComparison.Ordinal);
        Assert.InRange(most - before, long.MinValue, 32 * 1024 * 1024);
    }
}
