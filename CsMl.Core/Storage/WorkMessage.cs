using System.Text;

namespace CsMl.Core.Storage;

/// <summary>
/// The limits of Azure queues, applied to every kind of queue, so that a message that works on one works on the other.
/// </summary>
public static class WorkMessage
{
    /// <summary>
    /// Most UTF-8 bytes of a message. The service allows 64 KiB of text, and Base64 turns three bytes into four
    /// characters.
    /// </summary>
    public const int MaxBytes = 48 * 1024;

    private const int MinName = 3;
    private const int MaxName = 63;

    /// <exception cref="ArgumentException">The queue name is invalid, or a message is too large.</exception>
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

    /// <exception cref="ArgumentException">The queue name is invalid.</exception>
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

    /// <summary>
    /// Rules: https://learn.microsoft.com/rest/api/storageservices/naming-queues-and-metadata#queue-names.
    /// </summary>
    public static bool IsName(string queue) =>
        queue.Length is >= MinName and <= MaxName
        && queue.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        && queue[0] != '-'
        && queue[^1] != '-'
        && !queue.Contains("--", StringComparison.Ordinal);
}
