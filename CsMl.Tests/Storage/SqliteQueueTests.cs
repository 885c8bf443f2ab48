using Azure.Storage.Queues.Models;
using CsMl.Core.Storage;
using CsMl.Local.Host.Queues;
using CsMl.Local.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace CsMl.Tests.Storage;

/// <summary>What the embedded queue does beside what all queues do, and what only a clock in one's hand shows.</summary>
public sealed class SqliteQueueTests : IDisposable
{
    private const string Pages = "pages";
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));

    private string File => _folder.File("queues.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_held_message_is_seen_again_when_its_time_is_over_not_before()
    {
        using var database = new SqliteDatabase(File);
        var queues = database.Queues(_time);
        var queue = queues.Open(Pages);
        await queues.SendAsync(Pages, ["x"], None);
        var first = await ReceiveOneAsync(queue);
        Assert.Equal(_time.GetUtcNow() + Minute, first.NextVisibleOn);

        _time.Advance(Minute - TimeSpan.FromMilliseconds(1));
        Assert.Empty(await queue.ReceiveAsync(32, Minute, None));
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(2, (await ReceiveOneAsync(queue)).DequeueCount);
    }

    [Fact]
    public async Task A_consumer_that_is_late_may_still_delete_what_nobody_else_took()
    {
        using var database = new SqliteDatabase(File);
        var queues = database.Queues(_time);
        await queues.SendAsync(Pages, ["x"], None);
        var message = await ReceiveOneAsync(queues.Open(Pages));

        _time.Advance(10 * Minute);

        Assert.True(await queues.Open(Pages).DeleteAsync(message, None));
    }

    [Fact]
    public async Task A_message_held_for_longer_stays_hidden_for_as_long_from_then_on()
    {
        using var database = new SqliteDatabase(File);
        var queues = database.Queues(_time);
        var queue = queues.Open(Pages);
        await queues.SendAsync(Pages, ["x"], None);
        var message = await ReceiveOneAsync(queue);

        _time.Advance(Minute / 2);
        await queue.HideAsync(message, Minute, None);
        _time.Advance(Minute - TimeSpan.FromSeconds(1));

        Assert.Empty(await queue.ReceiveAsync(32, Minute, None));
    }

    [Fact]
    public async Task What_waits_longest_comes_first()
    {
        using var database = new SqliteDatabase(File);
        var queues = database.Queues(_time);
        await queues.SendAsync(Pages, ["1", "2"], None);
        _time.Advance(Minute);
        await queues.SendAsync(Pages, ["3"], None);

        var received = await queues.Open(Pages).ReceiveAsync(2, Minute, None);

        Assert.Equal(["1", "2"], received.Select(m => m.Body.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Messages_outlive_the_process_held_ones_too()
    {
        using (var before = new SqliteDatabase(File))
        {
            var queues = before.Queues(_time);
            await queues.SendAsync(Pages, ["a", "b"], None);
            await queues.Open(Pages).ReceiveAsync(1, Minute, None);
        }

        _time.Advance(Minute);
        using var after = new SqliteDatabase(File);

        Assert.Equal(2, (await after.Queues(_time).Open(Pages).ReceiveAsync(32, Minute, None)).Count);
    }

    [Fact]
    public async Task Openers_of_one_file_share_the_messages_and_never_one_message()
    {
        using var one = new SqliteDatabase(File);
        using var other = new SqliteDatabase(File);
        IMessageQueue[] queues = [one.Queues(_time).Open(Pages), other.Queues(_time).Open(Pages)];
        await one.Queues(_time).SendAsync(Pages, [.. Enumerable.Range(0, 200).Select(i => $"{i}")], None);

        var received = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => Task.Run(() => DrainAsync(queues[i % 2])))
        );

        Assert.Equal(200, received.SelectMany(m => m).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(200, received.Sum(m => m.Count));

        static async Task<List<string>> DrainAsync(IMessageQueue queue)
        {
            var mine = new List<string>();
            while (await queue.ReceiveAsync(5, Minute, None) is { Count: > 0 } batch)
            {
                mine.AddRange(batch.Select(m => m.MessageId));
            }

            return mine;
        }
    }

    [Fact]
    public async Task A_send_is_told_to_who_waits_on_its_queue_and_to_nobody_else()
    {
        using var database = new SqliteDatabase(File);
        var queues = database.Queues(_time);
        var (sent, other) = (queues.Open(Pages).NextSent, queues.Open("other").NextSent);

        await queues.SendAsync(Pages, ["x"], None);

        await sent.WaitAsync(HangGuard.Limit);
        Assert.False(other.IsCompleted);
        Assert.False(queues.Open(Pages).NextSent.IsCompleted);
    }

    [Fact]
    public async Task Looking_into_an_empty_queue_does_not_wait_for_a_writer()
    {
        using var database = new SqliteDatabase(File, busyTimeout: TimeSpan.FromMilliseconds(1));
        var queues = database.Queues(_time);
        await using var other = new SqliteConnection($"Data Source={File};Pooling=False");
        await other.OpenAsync();
        await using var begin = other.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        await begin.ExecuteNonQueryAsync();

        Assert.Empty(await queues.Open(Pages).ReceiveAsync(1, Minute, None));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => queues.SendAsync(Pages, ["x"], None));
    }

    [Fact]
    public async Task An_id_that_no_queue_gave_names_no_message()
    {
        using var database = new SqliteDatabase(File);
        var queue = database.Queues(_time).Open(Pages);

        foreach (var id in (string[])["", "x", "-1", "1"])
        {
            var message = QueuesModelFactory.QueueMessage(id, "", BinaryData.FromString("x"), 1);
            Assert.False(await queue.DeleteAsync(message, None));
        }
    }

    private static async Task<QueueMessage> ReceiveOneAsync(IMessageQueue queue) =>
        Assert.Single(await queue.ReceiveAsync(32, Minute, None));
}
