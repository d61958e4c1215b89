"""Draws the pictures of pages that the OCR tests read, and beside each the text that a person reads on it.

Run by hand with the file of a Chinese font: `python tests/corpus/pictures/draw.py FONT`. The pictures are kept, so that
the tests need no font.
"""

import math
import random
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).parent
DPI = 150
WIDTH, HEIGHT = 1240, 1754  # A4
LEFT, PER_LINE, SIZE, LEADING = 170, 27, 33, 62
RED = (214, 28, 36)

LETTER = [
    ("head", "云溪市总工会文件"),
    ("number", "云工发〔2022〕7号"),
    ("title", "关于开展职工书屋提升行动的通知"),
    ("flush", "各县（区）总工会，市各产业工会："),
    ("body", "为丰富职工文化生活，市总工会决定开展职工书屋提升行动。现将有关事项通知如下。"),
    ("body", "一、目标任务"),
    (
        "body",
        "（一）2022年6月底前，各县（区）总工会新建职工书屋不少于12家，其中“家门口”书屋不少于3家，每家配书500册以上。",
    ),
    ("body", "（二）职工满意率达到95%以上，年服务职工8.5万人次。"),
    ("body", "二、工作要求"),
    ("body", "请于3月15日前将实施方案报市总工会宣教部。联系电话：6620-118。"),
    ("sign", "云溪市总工会"),
    ("sign", "2022年2月21日"),
]
ROWS = [
    ("序号", "目标任务", "责任单位", "完成时限"),
    ("1", "新建职工之家30家，其中市级示范5家", "组织部", "6月底"),
    ("2", "开展工资集体协商，建制率达90%以上", "权益部、法工部", "年底"),
    ("3", "慰问困难职工1200户", "保障部", "1月"),
]
COLUMNS = (150, 230, 690, 920, 1090)
HEIGHTS = (50, 90, 90, 90)


def drawn_letter(font_file: str) -> Image.Image:
    """A letter with a red head and a round seal over the signature, laid on the glass a little askew."""
    page = Image.new("RGB", (WIDTH, HEIGHT), (250, 250, 248))
    draw = ImageDraw.Draw(page)
    fonts = {size: ImageFont.truetype(font_file, size) for size in (SIZE, 44, 92)}
    y = 130
    for kind, words in LETTER:
        big = {"head": 92, "title": 44}.get(kind, SIZE)
        lines = broken(words) if kind == "body" else [words]
        for number, line in enumerate(lines):
            length = draw.textlength(line, font=fonts[big])
            x = LEFT + (2 * SIZE if kind == "body" and not number else 0)
            if kind in ("head", "number", "title"):
                x = (WIDTH - length) / 2
            elif kind == "sign":
                x = WIDTH - LEFT - length - 60
            draw.text((x, y), line, font=fonts[big], fill=RED if kind == "head" else (20, 20, 20))
            y += {"head": 130, "title": 90}.get(kind, LEADING)
        if kind == "number":
            draw.line((LEFT, y, WIDTH - LEFT, y), fill=RED, width=4)
            y += 50
    seal(page, (880, y - 70), 125)
    return page.rotate(1.3, fillcolor=(250, 250, 248), resample=Image.Resampling.BICUBIC)


def broken(words: str) -> list[str]:
    """The words in lines, the first one two characters shorter."""
    lines, room, line = [], PER_LINE - 2.0, ""
    for character in words:
        wide = 0.5 if character.isascii() else 1.0
        if room < wide and character not in "，。；：、）”":
            lines.append(line)
            line, room = "", float(PER_LINE)
        line, room = line + character, room - wide
    return [*lines, line]


def seal(page: Image.Image, centre: tuple[int, int], radius: int) -> None:
    """Presses a round seal with a star on the page; the words under it show through."""
    layer = Image.new("L", page.size, 0)
    draw = ImageDraw.Draw(layer)
    x, y = centre
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=255, width=8)
    points = [
        (x + 45 * math.sin(step * 4 * math.pi / 5), y - 45 * math.cos(step * 4 * math.pi / 5)) for step in range(5)
    ]
    draw.polygon(points, fill=255)
    pressed = Image.new("RGB", page.size, (255, 255, 255))
    pressed.paste((225, 60, 60), mask=layer)
    page.paste(Image.composite(darker(page, pressed), page, layer))


def darker(one: Image.Image, other: Image.Image) -> Image.Image:
    """The darker of both, as ink over ink."""
    from PIL import ImageChops

    return ImageChops.darker(one, other)


def drawn_table(font_file: str) -> Image.Image:
    """A page with a ruled table of narrow columns and specks of dust."""
    page = Image.new("L", (WIDTH, HEIGHT), 255)
    draw, font = ImageDraw.Draw(page), ImageFont.truetype(font_file, 26)
    draw.text((430, 150), "目标任务责任分解表", font=ImageFont.truetype(font_file, 42), fill=0)
    y = 260
    for row, height in zip(ROWS, HEIGHTS, strict=True):
        for column, words in enumerate(row):
            x0, x1 = COLUMNS[column], COLUMNS[column + 1]
            draw.rectangle((x0, y, x1, y + height), outline=0, width=2)
            room = (x1 - x0 - 16) // 26
            lines = [words[start : start + room] for start in range(0, len(words), room)]
            for number, line in enumerate(lines):
                draw.text((x0 + 8, y + 8 + 36 * number), line, font=font, fill=0)
        y += height
    draw.text((LEFT, y + 60), "注：完成时限均为2022年。", font=ImageFont.truetype(font_file, SIZE), fill=0)
    dust = random.Random(9704)
    for _ in range(150):
        x, y = dust.randrange(WIDTH), dust.randrange(HEIGHT)
        draw.ellipse((x, y, x + 1, y + 1), fill=120)
    return page.rotate(-0.6, fillcolor=255, resample=Image.Resampling.BICUBIC)


def main(font_file: str) -> None:
    drawn_letter(font_file).quantize(24).save(HERE / "letter.png", optimize=True)
    (HERE / "letter.txt").write_text("".join(f"{words}\n" for _, words in LETTER), encoding="utf-8")
    drawn_table(font_file).quantize(8).save(HERE / "table.png", optimize=True)
    table = "".join("\t".join(row) + "\n" for row in ROWS)
    (HERE / "table.txt").write_text(f"目标任务责任分解表\n{table}注：完成时限均为2022年。\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
