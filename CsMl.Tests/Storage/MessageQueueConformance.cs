using Azure.Storage.Queues.Models;
using CsMl.Core.Storage;
using CsMl.Local.Host.Queues;

namespace CsMl.Tests.Storage;

/// <summary>What every kind of queue does alike. Each test works on a queue of its own.</summary>
public abstract class MessageQueueConformance
{
    protected static readonly CancellationToken None = CancellationToken.None;

    protected static readonly TimeSpan Held = TimeSpan.FromMinutes(10);

    protected abstract IWorkQueue Work { get; }

    protected abstract IMessageQueues Queues { get; }

    protected string Name { get; } = $"q-{Guid.NewGuid():N}";

    protected IMessageQueue Queue => Queues.Open(Name);

    private IMessageQueue Poison => Queues.Open(PoisonQueue.Of(Name));

    [StorageFact]
    public async Task A_queue_that_nobody_sent_to_holds_no_messages()
    {
        Assert.Empty(await Queue.ReceiveAsync(32, Held, None));
    }

    [StorageFact]
    public async Task A_message_arrives_as_it_was_sent()
    {
        const string text = " {\"name\":\"Zoë's “Café” 😀 漢字 <&>\"}\r\n\t\0";
        await Work.SendAsync(Name, [text], None);

        var message = await ReceiveOneAsync();

        Assert.Equal(text, message.Body.ToString());
        Assert.Equal(1, message.DequeueCount);
        Assert.NotEmpty(message.MessageId);
        Assert.NotEmpty(message.PopReceipt);
        Assert.True(message.NextVisibleOn - message.InsertedOn >= Held - TimeSpan.FromSeconds(1));
    }

    [StorageFact]
    public async Task An_empty_message_is_a_message()
    {
        await Work.SendAsync(Name, [""], None);

        Assert.Equal("", (await ReceiveOneAsync()).Body.ToString());
    }

    [StorageFact]
    public async Task Many_messages_in_one_send_all_arrive_each_once()
    {
        string[] sent = [.. Enumerable.Range(0, 100).Select(i => $"page {i:000}")];
        await Work.SendAsync(Name, sent, None);

        var received = new List<string>();
        while (await Queue.ReceiveAsync(32, Held, None) is { Count: > 0 } batch)
        {
            Assert.InRange(batch.Count, 1, 32);
            received.AddRange(batch.Select(message => message.Body.ToString()));
        }

        Assert.Equal(sent, received.Order(StringComparer.Ordinal));
    }

    [StorageFact]
    public async Task Sending_nothing_does_nothing()
    {
        await Work.SendAsync(Name, [], None);

        Assert.Empty(await Queue.ReceiveAsync(32, Held, None));
    }

    [StorageFact]
    public async Task No_more_are_received_than_asked_for()
    {
        await Work.SendAsync(Name, ["a", "b", "c"], None);

        Assert.Equal(2, (await Queue.ReceiveAsync(2, Held, None)).Count);
        Assert.Single(await Queue.ReceiveAsync(2, Held, None));
    }

    [StorageFact]
    public async Task A_held_message_is_seen_by_nobody_else()
    {
        await Work.SendAsync(Name, ["x"], None);
        await ReceiveOneAsync();

        Assert.Empty(await Queue.ReceiveAsync(32, Held, None));
    }

    [StorageFact]
    public async Task A_message_that_is_handed_back_comes_again_and_counts_it()
    {
        await Work.SendAsync(Name, ["x"], None);
        var first = await ReceiveOneAsync();

        Assert.NotNull(await Queue.HideAsync(first, TimeSpan.Zero, None));
        var again = await ReceiveOneAsync();

        Assert.Equal((first.MessageId, "x", 2), (again.MessageId, again.Body.ToString(), again.DequeueCount));
        Assert.NotEqual(first.PopReceipt, again.PopReceipt);
    }

    [StorageFact]
    public async Task After_a_redelivery_the_first_consumer_has_no_more_say()
    {
        await Work.SendAsync(Name, ["x"], None);
        var stale = await ReceiveOneAsync();
        await Queue.HideAsync(stale, TimeSpan.Zero, None);
        var current = await ReceiveOneAsync();

        Assert.False(await Queue.DeleteAsync(stale, None));
        Assert.Null(await Queue.HideAsync(stale, TimeSpan.Zero, None));
        Assert.Empty(await Queue.ReceiveAsync(32, Held, None));
        Assert.True(await Queue.DeleteAsync(current, None));
    }

    [StorageFact]
    public async Task Holding_on_gives_a_new_receipt_and_keeps_the_message_hidden()
    {
        await Work.SendAsync(Name, ["x"], None);
        var first = await ReceiveOneAsync();

        var held = await Queue.HideAsync(first, Held, None);

        Assert.NotNull(held);
        Assert.NotEqual(first.PopReceipt, held.PopReceipt);
        Assert.Equal((first.MessageId, "x", 1), (held.MessageId, held.Body.ToString(), held.DequeueCount));
        Assert.Empty(await Queue.ReceiveAsync(32, Held, None));
        Assert.False(await Queue.DeleteAsync(first, None));
        Assert.True(await Queue.DeleteAsync(held, None));
    }

    [StorageFact]
    public async Task A_deleted_message_is_gone_and_cannot_be_deleted_twice()
    {
        await Work.SendAsync(Name, ["x"], None);
        var message = await ReceiveOneAsync();

        Assert.True(await Queue.DeleteAsync(message, None));

        Assert.False(await Queue.DeleteAsync(message, None));
        Assert.Null(await Queue.HideAsync(message, TimeSpan.Zero, None));
        Assert.False(await Queue.PoisonAsync(message, None));
        Assert.Empty(await Queue.ReceiveAsync(32, Held, None));
    }

    [StorageFact]
    public async Task A_poisoned_message_stands_in_the_poison_queue_only_and_begins_anew()
    {
        await Work.SendAsync(Name, ["a <b> “c”"], None);
        var message = await ReceiveOneAsync();
        message = (await Queue.HideAsync(message, Held, None))!;

        Assert.True(await Queue.PoisonAsync(message, None));

        var poisoned = Assert.Single(await Poison.ReceiveAsync(32, Held, None));
        Assert.Equal(("a <b> “c”", 1), (poisoned.Body.ToString(), poisoned.DequeueCount));
        Assert.False(await Queue.DeleteAsync(message, None));
        Assert.Empty(await Queue.ReceiveAsync(32, Held, None));
    }

    [StorageFact]
    public async Task What_one_queue_holds_no_other_shows()
    {
        await Work.SendAsync(Name, ["x"], None);
        await Work.SendAsync(Name + "-other", ["y"], None);

        Assert.Equal("x", (await ReceiveOneAsync()).Body.ToString());
        Assert.Empty(await Queue.ReceiveAsync(32, Held, None));
    }

    [StorageFact]
    public async Task The_largest_message_arrives_and_one_byte_more_is_refused_with_all_beside_it()
    {
        var largest = new string('x', WorkMessage.MaxBytes);
        await Work.SendAsync(Name, [largest], None);
        var tooLarge = new string('x', WorkMessage.MaxBytes - 1) + "é";

        await Assert.ThrowsAsync<ArgumentException>(() => Work.SendAsync(Name, ["beside", tooLarge], None));

        Assert.Equal(largest, (await ReceiveOneAsync()).Body.ToString());
        Assert.Empty(await Queue.ReceiveAsync(32, Held, None));
    }

    [StorageFact]
    public async Task What_is_no_queues_name_is_refused()
    {
        foreach (var name in (string[])["", "ab", "Pages", "a--b", "-ab", "ab-", "a_b", "a/b", new string('a', 64)])
        {
            await Assert.ThrowsAsync<ArgumentException>(() => Work.SendAsync(name, ["x"], None));
        }

        await Work.SendAsync("q" + Name[..30] + new string('a', 32), ["x"], None);
    }

    [StorageFact]
    public async Task Two_consumers_never_hold_one_message_at_once()
    {
        await Work.SendAsync(Name, [.. Enumerable.Range(0, 60).Select(i => $"{i}")], None);

        var received = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(ConsumeAsync)));

        Assert.Equal(60, received.Sum(messages => messages.Count));
        Assert.Equal(60, received.SelectMany(messages => messages).Distinct(StringComparer.Ordinal).Count());

        async Task<List<string>> ConsumeAsync()
        {
            var mine = new List<string>();
            while (await Queue.ReceiveAsync(3, Held, None) is { Count: > 0 } batch)
            {
                foreach (var message in batch)
                {
                    mine.Add(message.Body.ToString());
                    Assert.True(await Queue.DeleteAsync(message, None));
                }
            }

            return mine;
        }
    }

    [StorageFact]
    public async Task A_caller_who_leaves_is_no_outage()
    {
        using var caller = new CancellationTokenSource();
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Work.SendAsync(Name, ["x"], caller.Token));
    }

    protected async Task<QueueMessage> ReceiveOneAsync() => Assert.Single(await Queue.ReceiveAsync(32, Held, None));
}
