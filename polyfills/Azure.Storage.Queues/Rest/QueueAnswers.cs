using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Azure.Storage.Queues.Models;

namespace Azure.Storage.Queues.Rest;

/// <summary>Reads the service's answers.</summary>
internal static class QueueAnswers
{
    private const string MetadataPrefix = "x-ms-meta-";

    public static QueueProperties Properties(Response response)
    {
        var properties = new QueueProperties
        {
            ApproximateMessagesCountLong = long.Parse(
                Header(response, "x-ms-approximate-messages-count"),
                CultureInfo.InvariantCulture
            ),
        };
        foreach (var header in response.Headers)
        {
            if (header.Name.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase))
            {
                properties.Metadata[header.Name[MetadataPrefix.Length..]] = header.Value;
            }
        }

        return properties;
    }

    public static SendReceipt Sent(Response response)
    {
        var message = QueueXml.Read(response.Content).Element("QueueMessage") ?? throw Torn("QueueMessage");
        return new SendReceipt
        {
            MessageId = Text(message, "MessageId"),
            InsertionTime = Instant(Text(message, "InsertionTime")),
            ExpirationTime = Instant(Text(message, "ExpirationTime")),
            PopReceipt = Text(message, "PopReceipt"),
            TimeNextVisible = Instant(Text(message, "TimeNextVisible")),
        };
    }

    public static QueueMessage[] Received(Response response, QueueMessageEncoding encoding) =>
        [
            .. QueueXml
                .Read(response.Content)
                .Elements("QueueMessage")
                .Select(message => new QueueMessage
                {
                    MessageId = Text(message, "MessageId"),
                    PopReceipt = Text(message, "PopReceipt"),
                    Body = Body(message, encoding),
                    NextVisibleOn = Instant(Text(message, "TimeNextVisible")),
                    InsertedOn = Instant(Text(message, "InsertionTime")),
                    ExpiresOn = Instant(Text(message, "ExpirationTime")),
                    DequeueCount = Count(message),
                }),
        ];

    public static PeekedMessage[] Peeked(Response response, QueueMessageEncoding encoding) =>
        [
            .. QueueXml
                .Read(response.Content)
                .Elements("QueueMessage")
                .Select(message => new PeekedMessage
                {
                    MessageId = Text(message, "MessageId"),
                    Body = Body(message, encoding),
                    InsertedOn = Instant(Text(message, "InsertionTime")),
                    ExpiresOn = Instant(Text(message, "ExpirationTime")),
                    DequeueCount = Count(message),
                }),
        ];

    public static UpdateReceipt Updated(Response response) =>
        new()
        {
            PopReceipt = Header(response, "x-ms-popreceipt"),
            NextVisibleOn = Instant(Header(response, "x-ms-time-next-visible")),
        };

    private static BinaryData Body(XElement message, QueueMessageEncoding encoding)
    {
        var text = Text(message, "MessageText");
        return encoding == QueueMessageEncoding.Base64
            ? BinaryData.FromBytes(Convert.FromBase64String(text))
            : BinaryData.FromString(text);
    }

    private static long Count(XElement message) =>
        long.Parse(Text(message, "DequeueCount"), CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.ParseExact(text, "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static string Text(XElement message, string name) => message.Element(name)?.Value ?? throw Torn(name);

    private static string Header(Response response, string name) =>
        response.Headers.TryGetValue(name, out var value) ? value : throw Torn(name);

    private static XmlException Torn(string name) => new($"The queue service's answer has no {name}.");
}
