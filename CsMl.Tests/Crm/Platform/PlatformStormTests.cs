using System.Globalization;
using System.Text.Json.Nodes;
using CsMl.Core.Crm;
using Microsoft.AspNetCore.Http;

namespace CsMl.Tests.Crm.Platform;

/// <summary>
/// A platform on which people work while it is read, and which fails, limits, tears connections, forgets tokens and is
/// restored from backups; a process that dies. Behind each storm a quiet sync leaves the index equal to the platform.
/// </summary>
public sealed class PlatformStormTests
{
    private const int Rounds = 12;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task After_every_storm_the_index_equals_the_platform(int seed)
    {
        await using var rig = await PlatformRig.StartAsync();
        var storm = new Storm(rig, seed);
        rig.Data.AddPortfolio(140);
        for (var round = 0; round < Rounds; round++)
        {
            await storm.RageAsync();
            rig.Platform.Before = _ => Task.FromResult(false);
            rig.Clock.Advance(TimeSpan.FromDays(1));
            await rig.SyncAsync();

            var (expected, actual) = (InWords.Of(rig.Data), await rig.IndexAsync());
            var differing = expected
                .Except(actual)
                .Select(e => $"+ {e}")
                .Concat(actual.Except(expected).Select(a => $"- {a}"));
            Assert.True(
                expected.Count == actual.Count && !differing.Any(),
                $"Round {round}\n{string.Join('\n', differing)}"
            );
            Assert.Empty((await rig.StateAsync()).Failures);
        }
    }

    private sealed class Storm(PlatformRig rig, int seed)
    {
        private readonly Random _random = new(seed);
        private readonly Lock _gate = new();
        private Dictionary<string, List<JsonObject>>? _backup;
        private Action _die = () => { };

        private PlatformData Data => rig.Data;

        public async Task RageAsync()
        {
            rig.Platform.Before = InterfereAsync;
            if (_backup is not null && Next(3) == 0)
            {
                Data.Restore(_backup);
            }

            for (var sync = 0; sync < 4; sync++)
            {
                rig.Clock.Advance(TimeSpan.FromMinutes(Next(90)));
                for (var i = Next(30); i > 0; i--)
                {
                    Work();
                }

                if (Next(8) == 0)
                {
                    _backup = Data.BackUp();
                }

                using var death = new CancellationTokenSource();
                _die = death.Cancel;
                try
                {
                    await rig.Sync.RunAsync(PlatformRig.AppTenant, death.Token);
                }
                catch (Exception e) when (e is CrmException or OperationCanceledException)
                {
                    // The platform failed or the process died; the next sync goes on.
                }

                if (death.IsCancellationRequested)
                {
                    rig.Restart();
                }
            }
        }

        private async Task<bool> InterfereAsync(HttpContext context)
        {
            var kind = Next(400);
            switch (kind)
            {
                case < 6:
                    await FakePlatform.RefuseAsync(context, kind % 2 == 0 ? 500 : 503, "Failing");
                    return true;
                case < 10:
                    await FakePlatform.RefuseAsync(context, 429, "Slow down", retryAfter: kind);
                    return true;
                case < 13:
                    context.Abort();
                    return true;
                case < 14:
                    rig.Platform.ExpireTokens();
                    return false;
                case < 15:
                    _die();
                    return false;
                case < 60:
                    Work();
                    return false;
                default:
                    return false;
            }
        }

        /// <summary>Somebody does something on the platform.</summary>
        private void Work()
        {
            lock (_gate)
            {
                rig.Clock.Advance(TimeSpan.FromMilliseconds(_random.Next(2) * _random.Next(2_000)));
                var accounts = Data.Ids("accounts");
                var account = accounts[_random.Next(accounts.Count)];
                switch (_random.Next(10))
                {
                    case 0:
                        Data.AddAccount("New");
                        break;
                    case 1 when accounts.Count > 100:
                        Data.Delete("accounts", account);
                        break;
                    case 2:
                        Data.AddSnapshot(account, _random.Next(100));
                        break;
                    case 3:
                        Data.AddOpportunity(account, _random.Next(9_999));
                        break;
                    case 4:
                        Data.AddCta(account);
                        break;
                    case 5:
                        Edit("ctas", cta => cta["status"] = _random.Next(2) == 0 ? "COMPLETED" : "IN_PROGRESS");
                        break;
                    case 6:
                        Edit("activities", activity => activity["subject"] = Word());
                        break;
                    case 7:
                        Edit("opportunities", opportunity => opportunity["amount"] = Word());
                        break;
                    case 8:
                        Data.AddActivity(account, Word());
                        break;
                    default:
                        Data.Change("accounts", account, item => item["name"] = Word());
                        break;
                }
            }
        }

        private void Edit(string list, Action<JsonObject> change)
        {
            var ids = Data.Ids(list);
            if (ids.Count > 0)
            {
                Data.Change(list, ids[_random.Next(ids.Count)], change);
            }
        }

        private string Word() => _random.Next(10_000).ToString(CultureInfo.InvariantCulture);

        private int Next(int below)
        {
            lock (_gate)
            {
                return _random.Next(below);
            }
        }
    }
}
