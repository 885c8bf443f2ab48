using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Storage;
using CsMl.Tests.Crm.Platform;
using Microsoft.AspNetCore.Http;

namespace CsMl.Tests.Crm;

/// <summary>
/// Syncs with a CRM on which people work while it is read, and which fails, limits, tears connections and answers, forgets
/// tokens and cursors and is restored from backups; by a process that dies.
/// </summary>
internal sealed class CrmStorm(IStormyCrm crm, int seed)
{
    private const int Syncs = 4;
    private const int MostChanges = 30;
    private const int Asked = 5;

    private readonly Random _random = new(seed);
    private readonly Lock _gate = new();
    private Action _die = () => { };

    private SyncRig Rig => crm.Rig;

    public async Task RageAsync()
    {
        crm.Before = InterfereAsync;
        if (Next(3) == 0)
        {
            crm.Restore();
        }

        for (var sync = 0; sync < Syncs; sync++)
        {
            Rig.Clock.Advance(TimeSpan.FromMinutes(Next(90)));
            for (var i = Next(MostChanges); i > 0; i--)
            {
                Work();
            }

            if (Next(8) == 0)
            {
                crm.BackUp();
            }

            using var death = new CancellationTokenSource();
            _die = death.Cancel;
            await Task.WhenAll(
                EndsAsync(() => Rig.Sync.RunAsync(SyncRig.AppTenant, death.Token)),
                EndsAsync(() => AskAsync(death.Token))
            );
            if (death.IsCancellationRequested)
            {
                Rig.Restart();
            }

            await AssertWholeAsync();
        }

        crm.Mend();
        crm.Before = _ => Task.FromResult(false);
    }

    /// <summary>The CRM may fail or the process die; the next sync goes on.</summary>
    private static async Task EndsAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is CrmException or OperationCanceledException)
        {
            // What is stored by then is checked by the caller.
        }
    }

    /// <summary>Predictions that are asked for read accounts during the sync.</summary>
    private async Task AskAsync(CancellationToken cancellation)
    {
        for (var i = 0; i < Asked; i++)
        {
            await foreach (var id in Rig.Index.ListIdsAsync(SyncRig.AppTenant, Next(Bucket.Count), null, cancellation))
            {
                var found = await Rig.Fetch.RunAsync(new AccountKey(SyncRig.AppTenant, id), cancellation);
                Assert.True(found is null || crm.Had(found.Facts), $"{id} was never so.");
                break;
            }
        }
    }

    /// <summary>Whatever a night would predict from now is an account as it was at one time.</summary>
    private async Task AssertWholeAsync()
    {
        for (var bucket = 0; bucket < Bucket.Count; bucket++)
        {
            await foreach (var known in Rig.Index.ListAsync(SyncRig.AppTenant, bucket, null, CancellationToken.None))
            {
                Assert.True(crm.Had(known.Facts), $"{InWords.Of(known.Facts)} was never so.");
            }
        }
    }

    private async Task<bool> InterfereAsync(HttpContext context)
    {
        var kind = Next(400);
        switch (kind)
        {
            case < 6:
                context.Response.StatusCode = kind % 2 == 0 ? 500 : 503;
                return true;
            case < 10:
                context.Response.StatusCode = 429;
                context.Response.Headers.RetryAfter = $"{kind}";
                return true;
            case < 12:
                context.Abort();
                return true;
            case < 13:
                // An answer that is cut off in a way that only its text shows.
                await context.Response.WriteAsync("""{"data":[{"id":1,"name":"Ha""");
                return true;
            case < 14:
                crm.Forget();
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

    private void Work()
    {
        lock (_gate)
        {
            Rig.Clock.Advance(TimeSpan.FromMilliseconds(_random.Next(2) * _random.Next(2_000)));
            crm.Work(_random);
        }
    }

    private int Next(int below)
    {
        lock (_gate)
        {
            return _random.Next(below);
        }
    }
}
