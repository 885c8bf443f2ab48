using System.Xml;
using System.Xml.Linq;

namespace Azure.Storage.Queues.Rest;

/// <summary>The service's bodies, read and written so that a message comes back character for character.</summary>
internal static class QueueXml
{
    // Unless written as an entity, a carriage return is read back as a line feed.
    private static readonly XmlWriterSettings Exact = new()
    {
        OmitXmlDeclaration = true,
        NewLineHandling = NewLineHandling.Entitize,
    };

    public static byte[] Message(string text)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, Exact))
        {
            writer.WriteStartElement("QueueMessage");
            writer.WriteElementString("MessageText", text);
        }

        return stream.ToArray();
    }

    /// <exception cref="XmlException">This is no XML.</exception>
    public static XElement Read(BinaryData body)
    {
        using var reader = XmlReader.Create(body.ToStream());
        return XElement.Load(reader, LoadOptions.PreserveWhitespace);
    }
}
