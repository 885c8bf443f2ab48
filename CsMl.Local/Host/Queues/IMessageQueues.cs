namespace CsMl.Local.Host.Queues;

/// <summary>Where the host takes the messages of its queue triggers from.</summary>
public interface IMessageQueues
{
    IMessageQueue Open(string name);
}
