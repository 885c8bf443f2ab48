using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Storage;
using CsMl.Tests.Storage;

namespace CsMl.Tests.Crm;

public sealed class AccountIndexTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TemporaryStore _store = new();

    private AccountIndex Index => new(_store.Tables, TimeProvider.System);

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Whoever_reads_while_large_facts_are_replaced_reads_one_version_whole()
    {
        var versions = Enumerable
            .Range(1, 4)
            .Select(seed => PackedFactsTests.Large(seed, seed * 4_000) with { Name = $"Version {seed}" })
            .ToList();
        var index = Index;
        await index.PutAsync("t", versions[0], None);
        using var over = new CancellationTokenSource();

        var readers = Enumerable
            .Range(0, 3)
            .Select(_ =>
                Task.Run(async () =>
                {
                    var read = 0;
                    do
                    {
                        var known = await index.FindAsync(new AccountKey("t", "acme"), None);
                        var version = versions.Single(v => v.Name == known!.Facts.Name);
                        Assert.Equal(version.Activities.Count, known!.Facts.Activities.Count);
                        Assert.Equal(version.Activities[^1].Subject, known.Facts.Activities[^1].Subject);
                        read++;
                    } while (!over.IsCancellationRequested);

                    return read;
                })
            )
            .ToList();
        await Task.WhenAll(
            versions.Select(v =>
                Task.Run(async () =>
                {
                    // Each writer is a process of its own.
                    var writer = Index;
                    for (var i = 0; i < 4; i++)
                    {
                        Assert.True(await writer.PutAsync("t", v, None));
                    }
                })
            )
        );
        await over.CancelAsync();

        Assert.All(await Task.WhenAll(readers), read => Assert.True(read > 0));
    }

    [Fact]
    public async Task The_parts_of_the_last_writer_are_all_that_is_left()
    {
        await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(i => Task.Run(() => Index.PutAsync("t", PackedFactsTests.Large(i, i % 4 * 4_000), None)))
        );

        var rows = await TemporaryStore.RowsAsync(_store.Tables.Accounts, "t");
        var main = PackedFacts.ReadMain(rows.Single(r => r.RowKey == "acme~0").Json);
        Assert.Equal(main.Parts + 1, rows.Count(r => r.RowKey.StartsWith("acme~", StringComparison.Ordinal)));
        Assert.NotNull(await Index.FindAsync(new AccountKey("t", "acme"), None));
    }

    /// <summary>Whichever of its rows is lost or damaged.</summary>
    [Theory]
    [InlineData("acme~01", true)]
    [InlineData("acme~01", false)]
    [InlineData("acme~0", false)]
    [InlineData("!", true)]
    public async Task A_large_account_that_is_not_whole_is_told_and_is_replaced_and_removed_without_a_rest(
        string row,
        bool isLost
    )
    {
        var acme = new AccountKey("t", "acme");
        await HarmAsync();
        if (row != "!")
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => Index.FindAsync(acme, None));
        }

        Assert.True(await Index.PutAsync("t", Some.Account("acme"), None));

        Assert.NotNull(await Index.FindAsync(acme, None));
        Assert.Single(
            await TemporaryStore.RowsAsync(_store.Tables.Accounts, "t"),
            left => left.RowKey.StartsWith("acme~", StringComparison.Ordinal)
        );
        await Index.RemoveAsync(acme, None);
        await HarmAsync();
        await Index.RemoveAsync(acme, None);
        Assert.Empty(await TemporaryStore.RowsAsync(_store.Tables.Accounts, "t"));

        async Task HarmAsync()
        {
            Assert.True(await Index.PutAsync("t", PackedFactsTests.Large(1, 12_000), None));
            var rows = await TemporaryStore.RowsAsync(_store.Tables.Accounts, "t");
            Assert.InRange(rows.Count, 4, 20);
            var (key, partition) = (
                rows.First(one => one.RowKey.StartsWith(row, StringComparison.Ordinal)).RowKey,
                rows[0].PartitionKey
            );
            var harm = isLost ? EntityChange.Delete(key) : EntityChange.Upsert(key, "{"u8.ToArray());
            Assert.True((await _store.Tables.Accounts.WriteAsync(partition, [harm], None)).Succeeded);
        }
    }

    [Fact]
    public async Task Of_many_those_too_large_are_named_and_the_others_kept()
    {
        var noise = Some.Account("noise") with
        {
            Activities =
            [
                .. Enumerable.Range(0, 9_000).Select(i => new Activity(null, "EMAIL", Some.Now, null, null, Noise(i))),
            ],
        };

        var refused = await Index.PutManyAsync("t", [Some.Account("a"), noise, Some.Account("b")], None);

        Assert.Equal([KeyValuePair.Create("noise", PutRefusal.TooLarge)], refused);
        Assert.NotNull(await Index.FindAsync(new AccountKey("t", "a"), None));
        Assert.NotNull(await Index.FindAsync(new AccountKey("t", "b"), None));
        Assert.Null(await Index.FindAsync(new AccountKey("t", "noise"), None));
        Assert.False(await Index.PutAsync("t", noise, None));
    }

    [Fact]
    public async Task Batches_that_meet_other_writers_lose_nothing()
    {
        var many = Enumerable.Range(0, 300).Select(i => Some.Account($"id-{i}")).ToList();

        await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(n =>
                    Task.Run(() =>
                        Index.PutManyAsync("t", [.. many.Select(f => f with { Name = $"Of batch {n}" })], None)
                    )
                )
        );

        var listed = new List<AccountFacts>();
        for (var bucket = 0; bucket < Bucket.Count; bucket++)
        {
            await foreach (var known in Index.ListAsync("t", bucket, null, None))
            {
                listed.Add(known.Facts);
            }
        }

        Assert.Equal(many.Select(f => f.AccountId).Order(), listed.Select(f => f.AccountId).Order());
    }

    [Fact]
    public async Task A_bucket_is_listed_in_order_from_any_place_large_and_small_accounts_alike()
    {
        string[] ids = ["a", "A", "a-", "a-1", "a.", "a.1", "a:", "a@", "aa", "0", "00", "z", "Z9", "portfolio2"];
        foreach (var id in ids)
        {
            await Index.PutAsync("t", id.Length == 2 ? PackedFactsTests.Large(1, 4_000, id) : Some.Account(id), None);
        }

        for (var bucket = 0; bucket < Bucket.Count; bucket++)
        {
            var wanted = ids.Where(id => Bucket.Of(id) == bucket).ToList();
            var all = await IdsAsync(bucket, null);
            Assert.Equal(wanted.Order(StringComparer.Ordinal), all.Order(StringComparer.Ordinal));
            for (var i = 0; i < all.Count; i++)
            {
                Assert.Equal(all.Skip(i), await IdsAsync(bucket, (all[i], all[^1])));
                Assert.Equal(all.Take(i + 1), await IdsAsync(bucket, (all[0], all[i])));
            }
        }

        async Task<List<string>> IdsAsync(int bucket, (string, string)? range)
        {
            var found = new List<string>();
            await foreach (var known in Index.ListAsync("t", bucket, range, None))
            {
                found.Add(known.Facts.AccountId);
            }

            return found;
        }
    }

    [Fact]
    public async Task Every_tenant_that_has_accounts_is_known_whatever_its_name()
    {
        string[] tenants = ["-", "_", "a", "A", "0", "zz", "tenants", new string('z', 64)];
        foreach (var tenant in tenants)
        {
            await Index.PutAsync(tenant, Some.Account(), None);
        }

        Assert.Equal(tenants.Order(StringComparer.Ordinal), await Index.ListTenantsAsync(None));
    }

    public void Dispose() => _store.Dispose();

    private static string Noise(int seed)
    {
        var bytes = new byte[400];
        new Random(seed).NextBytes(bytes);
        return Convert.ToBase64String(bytes);
    }
}
