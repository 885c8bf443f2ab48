using CsMl.Core.Limits;
using CsMl.Core.Settings;
using CsMl.Core.Storage;
using CsMl.Tests.Settings;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CsMl.Tests.Storage;

/// <summary>What several processes count together.</summary>
public abstract class DailyLimitsSuite
{
    private const int Quota = 25;
    private const int Processes = 3;
    private const int Callers = 30;

    private readonly string _tenant = $"t-{Guid.NewGuid():N}";
    private readonly FakeTimeProvider _clock = new(Some.Now);

    private protected abstract Tables Tables { get; }

    [StorageFact]
    public async Task Callers_side_by_side_never_exceed_a_limit()
    {
        var processes = Enumerable.Range(0, Processes).Select(_ => New()).ToList();

        var uses = await Task.WhenAll(
            Enumerable
                .Range(0, Callers)
                .SelectMany(_ => processes)
                .Select(limits => limits.TakeAsync(_tenant, LimitKind.Imports, CancellationToken.None))
        );

        var granted = uses.Where(use => use!.IsGranted).Select(use => use!.Remaining).Order();
        Assert.Equal(Enumerable.Range(0, Quota), granted);
        Assert.All(uses.Where(use => !use!.IsGranted), use => Assert.Equal(0, use!.Remaining));
    }

    [StorageFact]
    public async Task What_is_given_back_side_by_side_can_be_taken_again()
    {
        var (here, elsewhere) = (New(), New());
        for (var round = 0; round < 3; round++)
        {
            var worked = 0;
            await Task.WhenAll(
                Enumerable
                    .Range(0, Quota)
                    .Select(i =>
                        (i % 2 == 0 ? here : elsewhere).CountAsync(
                            _tenant,
                            LimitKind.Ctas,
                            () => Task.FromResult(Interlocked.Increment(ref worked)),
                            _ => false,
                            CancellationToken.None
                        )
                    )
            );

            Assert.Equal(Quota, worked);
        }

        Assert.Equal(Quota - 1, (await here.TakeAsync(_tenant, LimitKind.Ctas, CancellationToken.None))!.Remaining);
    }

    [StorageFact]
    public async Task Work_that_fails_is_not_counted_and_work_over_the_limit_is_not_begun()
    {
        var limits = New();
        for (var i = 0; i <= Quota; i++)
        {
            await Assert.ThrowsAsync<InvalidDataException>(() =>
                CountAsync(limits, () => throw new InvalidDataException("The file is cut off."))
            );
        }

        for (var i = 0; i < Quota; i++)
        {
            Assert.Equal(i + 1, (await CountAsync(limits, () => Task.FromResult(i))).Use!.Used);
        }

        var refused = await Assert.ThrowsAsync<LimitReachedException>(() =>
            CountAsync(limits, () => throw new InvalidOperationException("This was begun."))
        );
        Assert.Equal((Quota, 0), (refused.Use.Quota, refused.Use.Remaining));
    }

    [StorageFact]
    public async Task A_day_begins_anew_and_other_tenants_and_kinds_have_their_own()
    {
        var limits = New();
        for (var i = 0; i < Quota; i++)
        {
            Assert.True((await TakeAsync(limits))!.IsGranted);
        }

        var refused = await TakeAsync(limits);
        Assert.Equal((false, 0), (refused!.IsGranted, refused.Remaining));
        Assert.Equal(Some.Now.UtcDateTime.Date.AddDays(1) - Some.Now.UtcDateTime, refused.ResetsIn);
        Assert.True((await limits.TakeAsync(_tenant, LimitKind.Ctas, CancellationToken.None))!.IsGranted);
        Assert.True((await limits.TakeAsync(_tenant + "b", LimitKind.Imports, CancellationToken.None))!.IsGranted);

        _clock.Advance(refused.ResetsIn - TimeSpan.FromSeconds(1));
        Assert.False((await TakeAsync(limits))!.IsGranted);
        _clock.Advance(TimeSpan.FromSeconds(refused.SecondsToReset));
        Assert.Equal(Quota - 1, (await TakeAsync(limits))!.Remaining);

        // An instance whose clock is late counts on the day that has begun.
        var late = New(new FakeTimeProvider(Some.Now));
        Assert.Equal(Quota - 2, (await TakeAsync(late))!.Remaining);
    }

    [StorageFact]
    public async Task What_was_taken_the_day_before_is_not_given_back_to_the_day_that_has_begun()
    {
        var limits = New();
        await TakeAsync(limits);

        await limits.CountAsync(_tenant, LimitKind.Imports, PassMidnightAsync, _ => false, CancellationToken.None);

        Assert.Equal(2, (await TakeAsync(limits))!.Used);

        async Task<int> PassMidnightAsync()
        {
            _clock.Advance(TimeSpan.FromDays(1));
            await TakeAsync(limits);
            return 0;
        }
    }

    private Task<(int Result, LimitUse? Use)> CountAsync(DailyLimits limits, Func<Task<int>> work) =>
        limits.CountAsync(_tenant, LimitKind.Imports, work, _ => true, CancellationToken.None);

    private Task<LimitUse?> TakeAsync(DailyLimits limits) =>
        limits.TakeAsync(_tenant, LimitKind.Imports, CancellationToken.None);

    private DailyLimits New(TimeProvider? clock = null) =>
        new(
            Tables,
            SomeSettings.Of(Tables, limits: new LimitOptions { ImportsPerDay = Quota, CtasPerDay = Quota }),
            clock ?? _clock,
            NullLogger<DailyLimits>.Instance
        );
}
