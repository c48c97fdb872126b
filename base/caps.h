/* caps.h - every limit on outside data, in one place. Bytes unless the name says otherwise. */
#ifndef GEPPO_BASE_CAPS_H
#define GEPPO_BASE_CAPS_H

enum {
	CAP_LINE = 64 * 1024,   /* one line of configuration or of a log */
	CAP_MESSAGE = 4 * 1024, /* one message for a person */
	CAP_URL = 8 * 1024,
	CAP_TITLE = 4 * 1024,
	CAP_FIELD = 16 * 1024,        /* any other single metadata field */
	CAP_BODY = 8 * 1024 * 1024,   /* text of one document */
	CAP_PAGE = 64 * 1024 * 1024,  /* decoded body of one capture */
	CAP_HTTP_HEADER = 256 * 1024, /* header block of one response */
	CAP_WARC_HEADER = 64 * 1024,  /* header of one WARC record */
	CAP_JSON_LINE =
	    24 * 1024 * 1024, /* one line of JSON between programs, or of a loaded file */
	CAP_CONFIG_FILE = 8 * 1024 * 1024,
	CAP_CONFIG_NODES = 400 * 1000,      /* values in one YAML file */
	CAP_CONFIG_DEPTH = 16,              /* lists and maps within each other in it */
	CAP_ISSUE = 64 * 1024 * 1024,       /* one issue in any face */
	CAP_SITEMAP = 50 * 1024 * 1024,     /* one sitemap, unpacked: its protocol's most */
	CAP_JSON_VALUES = 400 * 1000,       /* values in one JSON text of a page */
	CAP_ROWS = 5000,                    /* rows of one listing */
	CAP_ATTACHMENTS = 500,              /* links to attachments of one page */
	CAP_DEPTH = 512,                    /* nesting of markup that is followed */
	CAP_NODES = 512 * 1024,             /* elements and texts of one page that are kept */
	CAP_ATTRIBUTES = 64,                /* attributes of one element that are kept */
	CAP_FACTS_TEXT = 512 * 1024,        /* of a document's text, read for key facts */
	CAP_XPATH_STEPS = 20 * 1000 * 1000, /* of all XPath expressions over one page */
	CAP_DELIVERY =
	    32 * 1024 * 1024,   /* a file a translator gives back, and what is packed in it */
	CAP_UNITS = 100 * 1000, /* sentences in it */
	CAP_UNPACKED = 96 * 1024 * 1024,  /* all members of an attachment that is a container */
	UNPACK_RATIO = 200,               /* times its packed size, not bytes */
	CAP_MEMBERS = 10000,              /* members of a container */
	CAP_XML = 24 * 1024 * 1024,       /* one XML member of OFD, DOCX, XLSX */
	CAP_PARSED = 96 * 1024 * 1024,    /* all XML parsed for one attachment */
	CAP_TREE = 256 * 1024 * 1024,     /* what its tree of nodes may cost */
	CAP_CONVERTED = 64 * 1024 * 1024, /* what a converter writes: words with their places */
	CAP_PAGES_OF_FILE = 2000,         /* pages of an attachment that are read */
	CAP_MAIL = 8 * 1024 * 1024,       /* of one message that comes in; the rest is not read */
	CAP_MAIL_TEXT = 64 * 1024,        /* of its text */
	CAP_PATTERN_SUBJECT = 64 * 1024   /* longest text handed to one regular expression match */
};

#endif
