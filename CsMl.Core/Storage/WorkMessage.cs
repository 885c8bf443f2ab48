using System.Text;

namespace CsMl.Core.Storage;

/// <summary>The rules of Azure's queues, which hold for every kind of queue: what works on one works on the other.</summary>
public static class WorkMessage
{
    /// <summary>Bytes of UTF-8. The service holds 64 KiB of text, and Base64 makes four characters of three bytes.</summary>
    public const int MaxBytes = 48 * 1024;

    private const int MinName = 3;
    private const int MaxName = 63;

    /// <exception cref="ArgumentException">No queue has such a name, or a message is too large.</exception>
    public static void Check(string queue, IReadOnlyList<string> messages)
    {
        CheckName(queue);
        foreach (var message in messages)
        {
            var bytes = Encoding.UTF8.GetByteCount(message);
            if (bytes > MaxBytes)
            {
                throw new ArgumentException(
                    $"A message for the queue {queue} has {bytes} bytes; at most {MaxBytes} fit.",
                    nameof(messages)
                );
            }
        }
    }

    /// <exception cref="ArgumentException">No queue has such a name.</exception>
    public static void CheckName(string queue)
    {
        if (!IsName(queue))
        {
            throw new ArgumentException(
                $"'{queue}' is no queue's name: 3 to 63 lower-case letters, digits and single hyphens between them.",
                nameof(queue)
            );
        }
    }

    /// <summary>https://learn.microsoft.com/rest/api/storageservices/naming-queues-and-metadata#queue-names.</summary>
    public static bool IsName(string queue) =>
        queue.Length is >= MinName and <= MaxName
        && queue.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        && queue[0] != '-'
        && queue[^1] != '-'
        && !queue.Contains("--", StringComparison.Ordinal);
}
