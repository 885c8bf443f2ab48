namespace CsMl.Tests.Crm;

/// <summary>Behind each storm a quiet sync leaves the index equal to the CRM: no account doubled, lost, or left over.</summary>
[Trait("Speed", "Slow")]
public abstract class CrmStormTests
{
    private const int Rounds = 12;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task After_every_storm_the_index_equals_the_CRM(int seed)
    {
        await using var crm = await StartAsync();
        var storm = new CrmStorm(crm, seed);
        for (var round = 0; round < Rounds; round++)
        {
            await storm.RageAsync();
            crm.Rig.Clock.Advance(TimeSpan.FromDays(1));
            await crm.Rig.SyncAsync();

            var (expected, actual) = (crm.Words(), await crm.Rig.IndexAsync());
            var differing = expected
                .Except(actual)
                .Select(e => $"+ {e}")
                .Concat(actual.Except(expected).Select(a => $"- {a}"));
            Assert.True(
                expected.Count == actual.Count && !differing.Any(),
                $"Round {round}\n{string.Join('\n', differing)}"
            );
            Assert.Empty((await crm.Rig.StateAsync()).Failures);
        }
    }

    /// <summary>A CRM with about 140 accounts, and an empty index.</summary>
    private protected abstract Task<IStormyCrm> StartAsync();
}
