namespace CsMl.Local.Host.Queues;

/// <summary>The queues for the host's queue triggers.</summary>
public interface IMessageQueues
{
    IMessageQueue Open(string name);
}
