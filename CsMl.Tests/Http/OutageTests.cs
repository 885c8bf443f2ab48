using System.Runtime.CompilerServices;
using CsMl.Core.Storage;

namespace CsMl.Tests.Http;

public sealed class OutageTests
{
    public static TheoryData<string, string, string?> Calls =>
        new()
        {
            { "GET", RunningApp.Account("123", "context"), null },
            { "PUT", RunningApp.Account("123", "context"), """{"name":"x"}""" },
            { "POST", RunningApp.Account("123", "predict"), """{"predictionType":"CHURN"}""" },
            { "GET", RunningApp.Account("123", "churn-risk"), null },
            { "GET", RunningApp.Account("123", "health-insights"), null },
            { "GET", RunningApp.Account("123", "predictions"), null },
            { "POST", RunningApp.Account("123", "generate-cta"), null },
            { "GET", RunningApp.Portfolio("high-risk"), null },
            { "GET", RunningApp.Portfolio("ctas"), null },
            { "POST", RunningApp.Portfolio("generate-ctas"), null },
            { "POST", RunningApp.Portfolio("import"), """{"accountId":"1","name":"x"}""" },
            { "GET", RunningApp.Portfolio("accuracy"), null },
            { "GET", RunningApp.Portfolio("cta-stats"), null },
            { "GET", RunningApp.Portfolio("runs/nightly-2026-03-04"), null },
        };

    [Fact]
    public async Task Storage_that_does_not_answer_is_a_503_that_says_when_to_come_back()
    {
        var down = new Outage();
        await using var app = await RunningApp.StartAsync(down.Over);
        foreach (var row in Calls)
        {
            var answer = await app.SendAsync(new HttpMethod((string)row[0]), (string)row[1], (string?)row[2]);

            answer.IsProblem(503, "STORAGE_UNAVAILABLE");
            Assert.Equal("5", answer.Headers["Retry-After"]);
            Assert.DoesNotContain("secret", answer.Body, StringComparison.Ordinal);
        }

        Assert.Empty(app.Log.Errors);
        (await app.GetAsync(RunningApp.Portfolio("status"))).Is(200);
    }

    [Fact]
    public async Task Storage_that_fails_between_two_steps_leaves_nothing_half_done()
    {
        var down = new Outage { IsOn = false };
        await using var app = await RunningApp.StartAsync(down.Over);
        await app.PutSampleAsync(accounts: 1);
        (await app.PredictAsync("123")).Is(200);
        var before = app.Dump();

        for (var calls = 0; calls < 40; calls++)
        {
            down.After(calls);
            var answers = new List<HttpAnswer>
            {
                await app.PredictAsync("123", options: """{"forceRefresh":true}"""),
                await app.PostAsync(RunningApp.Account("123", "generate-cta")),
                await app.GetAsync(RunningApp.Portfolio("high-risk")),
            };
            Assert.All(answers, a => Assert.Contains(a.Status, (int[])[200, 201, 409, 503]));
            if (answers.All(a => a.Status == 503))
            {
                Assert.Equal(before, app.Dump());
            }
        }

        down.IsOn = false;
        (await app.PredictAsync("123")).Is(200);
        var listed = (await app.GetAsync(RunningApp.Account("123", "predictions"))).Is(200);
        Assert.Single(listed.Items("data"));
        Assert.Equal(1, (await app.GetAsync(RunningApp.Portfolio("high-risk"))).At("count").GetInt32());
        Assert.Empty(app.Log.Errors);
    }

    [Fact]
    public async Task A_night_that_meets_an_outage_fails_aloud_and_goes_on_the_next_time()
    {
        var down = new Outage { IsOn = false };
        await using var app = await RunningApp.StartAsync(down.Over);
        await app.PutSampleAsync(accounts: 60);
        down.After(20);

        await Assert.ThrowsAsync<StorageUnavailableException>(() => app.NightAsync());

        down.IsOn = false;
        var run = await app.RunNightAsync();
        Assert.Equal("completed", run.Text("data.state"));
        Assert.Equal(60, run.At("data.counts.scored").GetInt32());
    }

    [Fact]
    public async Task A_caller_that_goes_away_is_no_error()
    {
        using var gone = new CancellationTokenSource();
        await using var app = await RunningApp.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, RunningApp.Portfolio("import"))
        {
            Content = new StreamContent(new Host.Zeros(90_000_000)),
        };
        request.Headers.TransferEncodingChunked = true;
        var call = app.Client.SendAsync(request, gone.Token);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        (await app.GetAsync(RunningApp.Portfolio("status"))).Is(200);
        Assert.Empty(app.Log.Errors);
    }

    /// <summary>Tables that are out of reach, at once or after so many calls.</summary>
    internal sealed class Outage
    {
        private int _left;

        public bool IsOn { get; set; } = true;

        public void After(int calls)
        {
            Volatile.Write(ref _left, calls);
            IsOn = true;
        }

        public Tables Over(Tables tables) =>
            new(new Table(this, tables.Results), new Table(this, tables.Accounts), new Table(this, tables.Runs));

        private void Pass()
        {
            if (IsOn && Interlocked.Decrement(ref _left) < 0)
            {
                throw new StorageUnavailableException("a secret of the inside", new IOException("a secret too"));
            }
        }

        private sealed class Table(Outage outage, IEntityTable inner) : IEntityTable
        {
            public async Task<Entity?> FindAsync(string partitionKey, string rowKey, CancellationToken cancellation)
            {
                await Task.Yield();
                outage.Pass();
                return await inner.FindAsync(partitionKey, rowKey, cancellation);
            }

            public async IAsyncEnumerable<Entity> QueryAsync(
                string partitionKey,
                RowRange rows,
                [EnumeratorCancellation] CancellationToken cancellation
            )
            {
                await Task.Yield();
                outage.Pass();
                await foreach (var row in inner.QueryAsync(partitionKey, rows, cancellation))
                {
                    yield return row;
                }
            }

            public async Task<WriteResult> WriteAsync(
                string partitionKey,
                IReadOnlyList<EntityChange> changes,
                CancellationToken cancellation
            )
            {
                await Task.Yield();
                outage.Pass();
                return await inner.WriteAsync(partitionKey, changes, cancellation);
            }
        }
    }
}
